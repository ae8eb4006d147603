import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InstalledProgram, startInstalled } from './installed-program.ts';

/** What docs/operations.md says to add to a plain `proxy_pass`, for WebSockets and for the longest requests. */
export const AS_DOCUMENTED = `proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      client_max_body_size 2m;`;

/** Starts nginx on that port of the loopback interface, with one location that leads to the server. */
export async function startNginx(
  port: number,
  serverUrl: string,
  inLocation: string,
): Promise<InstalledProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'originator-nginx-'));
  // Its workers are another user's.
  await chmod(folder, 0o755);
  const configuration = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  await writeFile(
    configuration,
    `daemon off;
pid ${join(folder, 'pid')};
error_log stderr;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass ${serverUrl};
      ${inLocation}
    }
  }
}
`,
  );
  const nginx = await startInstalled(['nginx', '-e', 'stderr', '-c', configuration], {
    ask: () => fetch(`http://127.0.0.1:${port}/health/live`),
    stopSignal: 'SIGTERM',
  });
  return {
    async stop() {
      await nginx.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
