/**
 * Lets no request of this process out, nor to this machine itself: a replay answers from its cassette, and whatever is
 * not asked through it must fail instead of reaching a target.
 * @returns opens the network again
 */
export async function blockNetwork(): Promise<() => void> {
  // Loaded here alone: nock takes hold of node:http as soon as it is.
  const { default: nock } = await import('nock');
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
  return () => {
    nock.enableNetConnect();
    nock.restore();
  };
}
