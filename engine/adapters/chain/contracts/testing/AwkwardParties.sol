// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SothebaisEscrow} from "../SothebaisEscrow.sol";

/// @title A party that can be told to do anything, and refuses, burns or turns on what it is paid.
contract AwkwardParty {
    enum Manner {
        Accept,
        Refuse,
        BurnAllGas,
        Flood,
        ComeBack
    }

    Manner public manner;
    SothebaisEscrow public escrow;
    bytes public answer;
    bool public gotThrough;

    constructor(SothebaisEscrow target) {
        escrow = target;
    }

    /// @notice What the party does when ether reaches it; `call` is what it sends back to the escrow.
    function behave(Manner next, bytes calldata call) external {
        manner = next;
        answer = call;
    }

    /// @notice Does as told, in its own name.
    function act(address target, bytes calldata call) external payable returns (bytes memory) {
        (bool done, bytes memory result) = target.call{value: msg.value}(call);
        if (!done) {
            assembly ("memory-safe") {
                revert(add(result, 32), mload(result))
            }
        }
        return result;
    }

    receive() external payable {
        if (manner == Manner.Refuse) revert("no ether, thank you");
        if (manner == Manner.BurnAllGas) {
            while (true) {}
        }
        if (manner == Manner.Flood) {
            assembly ("memory-safe") {
                return(0, 100000)
            }
        }
        if (manner == Manner.ComeBack) {
            (bool done,) = address(escrow).call(answer);
            if (done) gotThrough = true;
        }
    }
}

/// @title A token that says it moved and did not.
contract LyingToken {
    mapping(uint256 => address) private _owners;
    bool public stuck;

    function mint(address to, uint256 tokenId) external {
        _owners[tokenId] = to;
    }

    function stick() external {
        stuck = true;
    }

    function transferFrom(address, address to, uint256 tokenId) external {
        if (!stuck) _owners[tokenId] = to;
    }

    function ownerOf(uint256 tokenId) external view returns (address) {
        return _owners[tokenId];
    }
}
