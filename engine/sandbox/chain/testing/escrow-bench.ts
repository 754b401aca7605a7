import {
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  type Abi,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type Hex,
  type TransactionReceipt,
} from 'viem';
import { compileContracts } from '../../../../config/tools/compile-contracts.js';
import { sothebaisDemoArt } from '../../../adapters/chain/contracts/artifacts/sothebais-demo-art.js';
import { sothebaisEscrow } from '../../../adapters/chain/contracts/artifacts/sothebais-escrow.js';
import type { Address } from '../../../domain/ids.js';
import type { TrialChain } from './trial-chain.js';

const { abi } = sothebaisEscrow;
type Writes = ContractFunctionName<typeof abi, 'nonpayable' | 'payable'>;
type Reads = ContractFunctionName<typeof abi, 'view'>;

/** How an awkward party takes ether, as the contract counts its manners. */
export const MANNERS = { accept: 0, refuse: 1, 'burn all gas': 2, flood: 3, 'come back': 4 };

/** A call of the escrow as data. */
export const call = <Name extends Writes>(
  functionName: Name,
  args: ContractFunctionArgs<typeof abi, 'nonpayable' | 'payable', Name>,
): Hex => encodeFunctionData({ abi, functionName, args } as never);

const compiled = compileContracts(['testing/AwkwardParties.sol']);

/** Drives the escrow directly, and deploys parties and tokens that misbehave. */
export function createEscrowBench(trial: TrialChain) {
  const { escrow, token, houseKey } = trial.chain;

  const send = (key: Hex, to: Address, data: Hex, valueWei = 0n): Promise<TransactionReceipt> =>
    trial.signer(key).send({ to, data, valueWei, doing: 'the call' });

  const read = async <Name extends Reads>(
    functionName: Name,
    args: ContractFunctionArgs<typeof abi, 'view', Name>,
  ) => trial.client().readContract({ address: escrow, abi, functionName, args } as never);

  const deploy = async (name: 'AwkwardParty' | 'LyingToken', args: readonly unknown[]) => {
    const contract = compiled[name];
    if (!contract) throw new Error(`There is no contract ${name}.`);
    const own = contract.abi as Abi;
    const data = encodeDeployData({ abi: own, bytecode: contract.bytecode, args });
    const { contractAddress } = await trial.signer(houseKey).send({ data, doing: 'deploying' });
    if (!contractAddress) throw new Error(`There is no address of ${name}.`);
    return { address: getAddress(contractAddress), abi: own };
  };

  return {
    send,
    read,
    /** Sends to the escrow. */
    escrowCall: (key: Hex, data: Hex, valueWei = 0n) => send(key, escrow, data, valueWei),
    deployLyingToken: () => deploy('LyingToken', []),
    deployParty: async (manner: keyof typeof MANNERS, answer: Hex = '0x') => {
      const party = await deploy('AwkwardParty', [escrow]);
      const of = (functionName: string, args: readonly unknown[]) =>
        encodeFunctionData({ abi: party.abi, functionName, args });
      await send(houseKey, party.address, of('behave', [MANNERS[manner], answer]));
      return {
        ...party,
        /** Calls in the party's name. */
        act: (target: Address, data: Hex, valueWei = 0n) =>
          send(houseKey, party.address, of('act', [target, data]), valueWei),
      };
    },
    /** Mints a token of the demonstration. */
    mint: (to: Address, tokenId: bigint) =>
      send(
        houseKey,
        token,
        encodeFunctionData({
          abi: sothebaisDemoArt.abi,
          functionName: 'mint',
          args: [to, tokenId, 'a token'],
        }),
      ),
    approval: (tokenId: bigint) =>
      encodeFunctionData({
        abi: sothebaisDemoArt.abi,
        functionName: 'approve',
        args: [escrow, tokenId],
      }),
  };
}
