import { encodeDeployData, encodeFunctionData, getAddress } from 'viem';
import { sothebaisDemoArt } from '../../adapters/chain/contracts/artifacts/sothebais-demo-art.js';
import { sothebaisEscrow } from '../../adapters/chain/contracts/artifacts/sothebais-escrow.js';
import { lotNumber } from '../../adapters/chain/lot-number.js';
import { createReader } from '../../adapters/chain/rpc.js';
import type { Signer } from '../../adapters/chain/signer.js';
import { SothebaisError } from '../../domain/errors.js';
import type { Address, LotId } from '../../domain/ids.js';

/** A lot to be made and consigned. */
export interface SandboxLot {
  readonly lotId: LotId;
  readonly number: number;
  readonly title: string;
}

/** A lot as the escrow holds it. */
export interface ConsignedLot {
  readonly contract: Address;
  readonly tokenId: string;
  readonly consignor: Address;
}

interface Place {
  readonly rpcUrl: string;
  readonly escrow: Address;
  readonly token: Address;
  readonly fromBlock: bigint;
}

const art = sothebaisDemoArt.abi;
const escrow = sothebaisEscrow.abi;

/** Puts the contract of the demonstration's tokens on the chain. Run twice, there are two. */
export async function deployArt(house: Signer): Promise<Address> {
  const { contractAddress } = await house.send({
    data: encodeDeployData(sothebaisDemoArt),
    doing: 'deploying the demo art',
  });
  if (contractAddress) return getAddress(contractAddress);
  throw new SothebaisError('SANDBOX_FAILED', 'The chain created no contract for the demo art.');
}

/**
 * Makes a token a lot and consigns it. Safe to run twice: what was once consigned stays as it is,
 * sold, given back or waiting.
 */
export async function consignLots(
  place: Place,
  parties: { readonly house: Signer; readonly consignor: Signer },
  lots: readonly SandboxLot[],
): Promise<ReadonlyMap<LotId, ConsignedLot>> {
  const consigned = await consignedBefore(place);
  const minted = await mintedBefore(place);
  const fresh = lots.filter(({ lotId }) => !consigned.has(lotNumber(lotId)));
  if (fresh.length > 0) await approveEscrow(place, parties.consignor);
  for (const lot of fresh) {
    if (!minted.has(BigInt(lot.number))) {
      await mint(place, parties.house, parties.consignor.address, lot);
    }
    await consign(place, parties.consignor, lot);
  }
  return new Map(
    lots.map(({ lotId, number }) => [
      lotId,
      {
        contract: place.token,
        tokenId: String(number),
        consignor: parties.consignor.address,
      },
    ]),
  );
}

async function consignedBefore(place: Place): Promise<ReadonlySet<bigint>> {
  const logs = await createReader(place.rpcUrl).getContractEvents({
    address: place.escrow,
    abi: escrow,
    eventName: 'Consigned',
    fromBlock: place.fromBlock,
    strict: true,
  });
  return new Set(logs.map(({ args }) => args.lot));
}

async function mintedBefore(place: Place): Promise<ReadonlySet<bigint>> {
  const logs = await createReader(place.rpcUrl).getContractEvents({
    address: place.token,
    abi: art,
    eventName: 'Transfer',
    fromBlock: place.fromBlock,
    strict: true,
  });
  return new Set(logs.map(({ args }) => args.tokenId));
}

async function approveEscrow(place: Place, consignor: Signer): Promise<void> {
  const args = [place.escrow, true] as const;
  const data = encodeFunctionData({ abi: art, functionName: 'setApprovalForAll', args });
  await consignor.send({ to: place.token, data, doing: 'approving the escrow' });
}

async function mint(place: Place, house: Signer, to: Address, lot: SandboxLot): Promise<void> {
  const args = [to, BigInt(lot.number), lot.title] as const;
  const data = encodeFunctionData({ abi: art, functionName: 'mint', args });
  await house.send({ to: place.token, data, doing: `making the token of lot ${lot.number}` });
}

async function consign(place: Place, consignor: Signer, lot: SandboxLot): Promise<void> {
  const args = [lotNumber(lot.lotId), place.token, BigInt(lot.number)] as const;
  const data = encodeFunctionData({ abi: escrow, functionName: 'consign', args });
  await consignor.send({ to: place.escrow, data, doing: `consigning lot ${lot.number}` });
}
