// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @title The tokens sold in a demonstration: a title and a plain picture, kept on the chain.
contract SothebaisDemoArt is ERC721, Ownable {
    mapping(uint256 tokenId => string) private _titles;

    constructor() ERC721("SothebAIs Demo Art", "DEMOART") Ownable(msg.sender) {}

    /// @notice Makes one token. Its number is the caller's choice and can be used once.
    function mint(address to, uint256 tokenId, string calldata title) external onlyOwner {
        _titles[tokenId] = title;
        _mint(to, tokenId);
    }

    /// @notice The token's name and picture, as JSON in a `data:` URI.
    function tokenURI(uint256 tokenId) public view override returns (string memory) {
        _requireOwned(tokenId);
        bytes memory json = abi.encodePacked(
            '{"name":"',
            Strings.escapeJSON(_titles[tokenId]),
            '","image":"data:image/svg+xml;base64,',
            Base64.encode(_picture(tokenId)),
            '"}'
        );
        return string.concat("data:application/json;base64,", Base64.encode(json));
    }

    /// @dev A ground whose hue follows the number, and the number on it.
    function _picture(uint256 tokenId) private pure returns (bytes memory) {
        string memory number = Strings.toString(tokenId);
        return abi.encodePacked(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><rect width="400" ',
            'height="400" fill="hsl(',
            Strings.toString((tokenId % 360) * 137 % 360),
            ',38%,32%)"/><text x="200" y="230" font-size="96" font-family="serif" fill="#f4efe6" ',
            'text-anchor="middle">',
            number,
            "</text></svg>"
        );
    }
}
