import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly data: string;
}

/** Just enough SMTP to take a mail; `refuse` answers every DATA with that line. */
export const tinySmtpServer = async (refuse?: string) => {
  const mails: Received[] = [];
  const talk = (socket: Socket): void => {
    let [from, to, buffer, inData] = ['', [] as string[], '', false];
    const say = (line: string) => socket.write(`${line}\r\n`);
    const command = (line: string): void => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'MAIL') from = line;
      if (verb === 'RCPT') to.push(line);
      inData = verb === 'DATA' && refuse === undefined;
      if (verb === 'DATA') say(refuse ?? '354 go on');
      else say(verb === 'QUIT' ? '221 bye' : '250 fine');
    };
    const takeLine = (line: string): string => {
      command(line);
      return buffer.slice(line.length + 2);
    };
    const takeData = (): string => {
      const end = buffer.indexOf('\r\n.\r\n');
      if (end < 0) return buffer;
      mails.push({ from, to, data: buffer.slice(0, end) });
      [to, inData] = [[], false];
      say('250 taken');
      return buffer.slice(end + 5);
    };
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1');
      for (let before = ''; before !== buffer;) {
        before = buffer;
        const eol = buffer.indexOf('\r\n');
        if (inData) buffer = takeData();
        else if (eol >= 0) buffer = takeLine(buffer.slice(0, eol));
      }
    });
    say('220 tiny');
  };
  const server = createServer(talk);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { mails, url: `smtp://127.0.0.1:${port}`, close };
};
