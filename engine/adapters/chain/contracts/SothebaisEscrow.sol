// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";

/**
 * @title The escrow of one auction: bidders' deposits on one side, consigned tokens on the other.
 *
 * @notice The house says who won a lot and at what price; the escrow exchanges token and money,
 * both or neither. What each side must trust the house with, and no more:
 *
 * - A bidder: that it names him winner only of what he bid for. It can take no more than his
 *   deposit, only against a consigned token that is his in the same transaction, and it can hold
 *   the deposit no longer than `deadline`, fixed when the escrow was deployed.
 * - A consignor: that it sells at the price of the room. The token leaves the escrow sold or given
 *   back to him, and after the close he takes it back himself.
 *
 * Nobody can block a sale. A consignor or treasury that cannot receive ether is credited and
 * withdraws later; the winner gets his token by plain `transferFrom`, so a contract that cannot
 * answer `onERC721Received` owns it all the same. A broken token harms its own lot alone.
 *
 * Invariant: the balance of this contract is the sum of `deposits` and `credits`. (Ether forced in
 * by a self-destructing contract can only make it larger, and belongs to nobody.)
 */
contract SothebaisEscrow is ReentrancyGuard {
    /// @dev `consignor` is zero where nothing is consigned. A sold lot stays, so it cannot sell twice.
    struct Lot {
        address consignor;
        bool sold;
        address token;
        uint256 tokenId;
    }

    /// @notice The longest the house may hold deposits.
    uint256 public constant LONGEST_TERM = 30 days;

    /// @dev Enough for a smart wallet's `receive`; too little to burn the gas the sale still needs.
    uint256 private constant PUSH_GAS = 50_000;

    /// @dev What must be left for a push to get all of `PUSH_GAS`: the call's own price and a reserve.
    uint256 private constant PUSH_NEEDS_GAS = PUSH_GAS + 40_000;

    /// @notice Who names winners, gives unsold tokens back and closes the auction.
    address public immutable house;

    /// @notice Who is paid the premium.
    address public immutable treasury;

    /// @notice When the auction ends by itself, in seconds since the epoch.
    uint256 public immutable deadline;

    bool private _closedByHouse;

    /// @notice What each bidder may spend, in wei. Locked until the auction is closed.
    mapping(address bidder => uint256 amount) public deposits;

    /// @notice What could not be paid out at once, in wei. Withdrawable at any time.
    mapping(address account => uint256 amount) public credits;

    /// @notice What is consigned under each lot number.
    mapping(uint256 lot => Lot) public lots;

    /// @notice `xUserId` is the X user the wallet says it belongs to; zero when it names none.
    event Deposited(address indexed bidder, uint64 indexed xUserId, uint256 amount);
    event BidPlaced(uint256 indexed lot, address indexed bidder, uint256 amount);
    event Consigned(uint256 indexed lot, address indexed consignor, address token, uint256 tokenId);
    event Settled(
        uint256 indexed lot,
        address indexed winner,
        address indexed consignor,
        address token,
        uint256 tokenId,
        uint256 hammer,
        uint256 premium
    );
    event GivenBack(uint256 indexed lot, address indexed consignor, address token, uint256 tokenId);
    event Credited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, address indexed to, uint256 amount);
    event Closed();

    error AuctionIsClosed();
    error DeadlineOutOfRange(uint256 deadline, uint256 earliest, uint256 latest);
    error DepositEmpty();
    error DepositTooSmall(address bidder, uint256 deposited, uint256 due);
    error DepositsLocked(uint256 deadline);
    error GasTooLow();
    error LotNotConsigned(uint256 lot);
    error LotSettled(uint256 lot);
    error LotTaken(uint256 lot);
    error NothingToWithdraw();
    error NotTheConsignor(address caller);
    error NotTheHouse(address caller);
    error TokenNotMoved(address token, uint256 tokenId, address expectedOwner);
    error TreasuryMissing();
    error WithdrawalRefused(address to);

    modifier onlyHouse() {
        if (msg.sender != house) revert NotTheHouse(msg.sender);
        _;
    }

    modifier whileOpen() {
        if (closed()) revert AuctionIsClosed();
        _;
    }

    /// @param auctionDeadline in seconds since the epoch, at most `LONGEST_TERM` from now
    constructor(address premiumTreasury, uint256 auctionDeadline) {
        if (premiumTreasury == address(0)) revert TreasuryMissing();
        uint256 latest = block.timestamp + LONGEST_TERM;
        if (auctionDeadline <= block.timestamp || auctionDeadline > latest) {
            revert DeadlineOutOfRange(auctionDeadline, block.timestamp + 1, latest);
        }
        house = msg.sender;
        treasury = premiumTreasury;
        deadline = auctionDeadline;
    }

    /// @notice Whether the auction is over: by the house's word, or because the deadline is past.
    function closed() public view returns (bool) {
        return _closedByHouse || block.timestamp >= deadline;
    }

    /// @notice Adds the value to the sender's deposit.
    function deposit(uint64 xUserId) external payable whileOpen {
        if (msg.value == 0) revert DepositEmpty();
        _deposit(xUserId);
    }

    /// @notice Places a bid of `amount` wei, adding the value, if any, to the sender's deposit first.
    /// @dev Records only. The house rules on it in the room, as on every other bid.
    function bid(uint256 lot, uint256 amount) external payable whileOpen {
        if (msg.value > 0) _deposit(0);
        emit BidPlaced(lot, msg.sender, amount);
    }

    /// @notice Takes an approved token of the sender into escrow. One token a lot.
    function consign(uint256 lot, address token, uint256 tokenId) external whileOpen nonReentrant {
        if (lots[lot].consignor != address(0)) revert LotTaken(lot);
        lots[lot] = Lot({consignor: msg.sender, sold: false, token: token, tokenId: tokenId});
        emit Consigned(lot, msg.sender, token, tokenId);
        _move(token, tokenId, msg.sender, address(this));
    }

    /**
     * @notice Exchanges a lot: the token goes to the winner, `hammer` to the consignor and
     * `premium` to the treasury, both from the winner's deposit. Amounts in wei. Happens once a lot.
     */
    function settle(uint256 lot, address winner, uint256 hammer, uint256 premium)
        external
        onlyHouse
        nonReentrant
    {
        Lot memory entry = lots[lot];
        if (entry.consignor == address(0)) revert LotNotConsigned(lot);
        if (entry.sold) revert LotSettled(lot);
        uint256 due = hammer + premium;
        uint256 deposited = deposits[winner];
        if (deposited < due) revert DepositTooSmall(winner, deposited, due);

        lots[lot].sold = true;
        deposits[winner] = deposited - due;
        emit Settled(lot, winner, entry.consignor, entry.token, entry.tokenId, hammer, premium);

        _move(entry.token, entry.tokenId, address(this), winner);
        _pay(entry.consignor, hammer);
        _pay(treasury, premium);
    }

    /// @notice Returns an unsold token to its consignor, who may ask for it himself after the close.
    /// @dev Frees the lot number, so a stranger's token cannot occupy it.
    function giveBack(uint256 lot) external nonReentrant {
        Lot memory entry = lots[lot];
        if (entry.consignor == address(0)) revert LotNotConsigned(lot);
        if (entry.sold) revert LotSettled(lot);
        if (msg.sender != house) {
            if (msg.sender != entry.consignor) revert NotTheConsignor(msg.sender);
            if (!closed()) revert NotTheHouse(msg.sender);
        }

        delete lots[lot];
        emit GivenBack(lot, entry.consignor, entry.token, entry.tokenId);
        _move(entry.token, entry.tokenId, address(this), entry.consignor);
    }

    /// @notice Ends the auction for good and unlocks the deposits. The house settles first.
    function closeAuction() external onlyHouse {
        if (closed()) revert AuctionIsClosed();
        _closedByHouse = true;
        emit Closed();
    }

    /// @notice Pays the sender's credit to `to` and, once the auction is closed, his deposit.
    function withdraw(address payable to) external nonReentrant returns (uint256 amount) {
        amount = credits[msg.sender];
        uint256 deposited = deposits[msg.sender];
        if (closed()) {
            amount += deposited;
            deposits[msg.sender] = 0;
        } else if (amount == 0 && deposited > 0) {
            revert DepositsLocked(deadline);
        }
        if (amount == 0) revert NothingToWithdraw();
        credits[msg.sender] = 0;
        emit Withdrawn(msg.sender, to, amount);

        (bool sent,) = to.call{value: amount}("");
        if (!sent) revert WithdrawalRefused(to);
    }

    function _deposit(uint64 xUserId) private {
        deposits[msg.sender] += msg.value;
        emit Deposited(msg.sender, xUserId, msg.value);
    }

    /// @dev Asks the token who owns it afterwards: money is never given for a move that was not made.
    function _move(address token, uint256 tokenId, address from, address to) private {
        IERC721(token).transferFrom(from, to, tokenId);
        if (IERC721(token).ownerOf(tokenId) != to) revert TokenNotMoved(token, tokenId, to);
    }

    /// @dev Pays at once, or credits the account: a payee that refuses ether cannot stop the sale.
    function _pay(address account, uint256 amount) private {
        if (amount == 0) return;
        // Without this, a caller's thrift with gas would turn every payment into a credit.
        if (gasleft() < PUSH_NEEDS_GAS) revert GasTooLow();
        bool sent;
        // In assembly so that the payee's return data, of whatever length, is not copied.
        assembly ("memory-safe") {
            sent := call(PUSH_GAS, account, amount, 0, 0, 0, 0)
        }
        if (sent) return;
        credits[account] += amount;
        emit Credited(account, amount);
    }
}
