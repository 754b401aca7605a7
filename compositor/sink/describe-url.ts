/**
 * An address as it may be shown: without a name and password, a query (SRT has its passphrase and
 * its stream id there) and what follows a `#`. Paths stand as they are.
 *
 * @param isKeyApart - false where the end of an RTMP path is the key, which is left out then
 */
export function describeUrl(url: string, isKeyApart = true): string {
  if (!url.includes('://')) return url;
  const scheme = url.slice(0, url.indexOf('://'));
  if (!URL.canParse(url)) return `${scheme}://…`;
  const { protocol, host, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  const isKeyInPath = !isKeyApart && /^rtmps?:$/.test(protocol);
  return `${protocol}//${host}${isKeyInPath ? path.slice(0, path.lastIndexOf('/')) : path}`;
}
