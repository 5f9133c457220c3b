import { connect } from 'node:net';

/** Asks the server to hang up once it is answered: behind other requests it shows that they have been. */
export const goodbye = 'GET /livez HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n';

export interface RawAnswer {
  /** Of every answer that came, in their order. */
  readonly statuses: readonly number[];
  readonly text: string;
}

const longestMs = 8_000;

/** Writes these bytes to a server and says what came back until it hung up. */
export const sendRaw = (port: number, bytes: string): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1').setEncoding('latin1').setTimeout(longestMs);
    const end = (): void => {
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
      resolve({ statuses, text });
    };
    socket.on('data', (part: string) => {
      text += part;
    });
    // A server that hangs up on us in the middle of our words resets the connection.
    socket.once('error', end);
    socket.once('close', end);
    socket.once('timeout', () => {
      socket.destroy();
      reject(new Error(`the server did not hang up after: ${text}`));
    });
    socket.write(Buffer.from(bytes, 'latin1'));
  });
