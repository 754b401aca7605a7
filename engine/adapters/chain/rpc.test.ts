import { encodeErrorResult, HttpRequestError, RpcRequestError, TimeoutError } from 'viem';
import { describe, expect, test } from 'vitest';
import { SothebaisError } from '../../domain/errors.js';
import { sothebaisEscrow } from './contracts/artifacts/sothebais-escrow.js';
import { chainFailure } from './rpc.js';

const url = 'https://rpc.example/v3/provider-key';

const reverted = (data: string) =>
  new RpcRequestError({ body: {}, url, error: { code: 3, message: 'execution reverted', data } });

describe('chainFailure', () => {
  test.each([
    ['a silent chain', new TimeoutError({ body: {}, url }), 'CHAIN_FAILED'],
    ['a broken answer', new HttpRequestError({ body: {}, url, status: 502 }), 'CHAIN_FAILED'],
    ['a rejected key', new HttpRequestError({ body: {}, url, status: 401 }), 'CREDENTIAL_REJECTED'],
    ['anything else', new Error('socket closed'), 'CHAIN_FAILED'],
  ])('names %s and leaves the URL out', (_name, cause, code) => {
    const failure = chainFailure(cause, 'settling lot 3');
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(/settling lot 3/);
    expect(`${failure.message} ${failure.stack ?? ''}`).not.toContain('provider-key');
    expect(failure.cause).toBeUndefined();
  });

  test("says a contract's refusal with its arguments", () => {
    const { abi } = sothebaisEscrow;
    const data = encodeErrorResult({ abi, errorName: 'LotSettled', args: [3n] });
    const failure = chainFailure(reverted(data), 'settling lot 3');
    expect(failure.code).toBe('CHAIN_REFUSED');
    expect(failure.message).toBe('The chain refused settling lot 3: LotSettled(3).');
  });

  test("says a contract's refusal without arguments", () => {
    const data = encodeErrorResult({ abi: sothebaisEscrow.abi, errorName: 'AuctionIsClosed' });
    expect(chainFailure(reverted(data), 'depositing').message).toBe(
      'The chain refused depositing: AuctionIsClosed().',
    );
  });

  test('says that another contract refused', () => {
    expect(chainFailure(reverted('0x7e273289'), 'asking').message).toBe(
      'The chain refused asking: error 0x7e273289 of another contract.',
    );
  });

  test('leaves a failure of our own as it is', () => {
    const own = new SothebaisError('TIMED_OUT', 'It took too long.');
    expect(chainFailure(own, 'settling')).toBe(own);
  });
});
