// Azurite's blob and queue services in one process, quick to start.
//
// The package's own entry point also loads and starts the table service, a telemetry client and a SQL driver; none is
// used here, and loading them is two thirds of its start. Client and driver are replaced by empty modules before Azurite
// is loaded; nothing is sent anywhere. The ports are open before Azurite is loaded, so that whoever uses it can start at
// the same time: requests wait until it can answer. skipApiVersionCheck is on: Azurite refuses clients newer than itself.
//
// Usage: node infra/emulators/azurite.cjs --location FOLDER [--blob-port N] [--queue-port N]
//   Listens on 127.0.0.1. A port left out is a free one. Prints one line of JSON once both ports are open:
//   {"blobPort":N,"queuePort":N,"connectionString":"…"}
//   SIGTERM saves everything and ends it (exit 0). SIGINT is ignored: whoever started it decides the order of stopping.
//   Exit 2: bad arguments. Exit 4: a port is in use. Exit 1: anything else, with a message.
'use strict';
const { once } = require('node:events');
const { mkdirSync } = require('node:fs');
const Module = require('node:module');
const net = require('node:net');
const path = require('node:path');
const { parseArgs } = require('node:util');

// Azurite's published development account; it guards nothing and is the same on every machine.
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

// Has every property, can be called, constructed and extended, and does nothing.
const nothing = new Proxy(class {}, {
  get: (target, name) => (name in target || typeof name === 'symbol' || name === '__esModule' ? target[name] : nothing),
  apply: () => nothing,
});
const UNUSED = new Set(['applicationinsights', 'sequelize']);

function loadAzurite() {
  const load = Module._load;
  Module._load = function (request, ...rest) {
    return UNUSED.has(request) ? nothing : load.call(this, request, ...rest);
  };
  // A SQL database would need the driver left out above; other accounts would not know the connection string printed.
  delete process.env.AZURITE_DB;
  delete process.env.AZURITE_ACCOUNTS;
  return {
    BlobConfiguration: require('azurite/dist/src/blob/BlobConfiguration').default,
    BlobServer: require('azurite/dist/src/blob/BlobServer').default,
    blobPaths: require('azurite/dist/src/blob/utils/constants'),
    QueueConfiguration: require('azurite/dist/src/queue/QueueConfiguration').default,
    QueueServer: require('azurite/dist/src/queue/QueueServer').default,
    queuePaths: require('azurite/dist/src/queue/utils/constants'),
    Logger: require('azurite/dist/src/common/Logger'),
  };
}

function makeServers(location) {
  const azurite = loadAzurite();
  azurite.Logger.configLogger(false, undefined);
  const address = ['127.0.0.1', 0];
  const keepAliveSeconds = 60;
  // Everything after the persistence paths: no access log, no debug log, not loose, no version check, plain HTTP with
  // the account's key, files on disk.
  const common = [false, undefined, false, undefined, false, true, '', '', '', undefined, false, false];
  const stores = (paths) => paths.map((p) => ({ ...p, locationPath: path.join(location, p.locationPath) }));
  const { blobPaths, queuePaths } = azurite;
  return [
    new azurite.BlobServer(new azurite.BlobConfiguration(
      ...address, keepAliveSeconds,
      path.join(location, blobPaths.DEFAULT_BLOB_LOKI_DB_PATH),
      path.join(location, blobPaths.DEFAULT_BLOB_EXTENT_LOKI_DB_PATH),
      stores(blobPaths.DEFAULT_BLOB_PERSISTENCE_ARRAY), ...common)),
    new azurite.QueueServer(new azurite.QueueConfiguration(
      ...address, keepAliveSeconds,
      path.join(location, queuePaths.DEFAULT_QUEUE_LOKI_DB_PATH),
      path.join(location, queuePaths.DEFAULT_QUEUE_EXTENT_LOKI_DB_PATH),
      stores(queuePaths.DEFAULT_QUEUE_PERSISTENCE_ARRAY), ...common)),
  ];
}

// A port that takes connections now and hands them over once there is a server to answer them.
async function openPort(port) {
  const waiting = [];
  const door = net.createServer((socket) => waiting.push(socket));
  door.listen(port, '127.0.0.1');
  await once(door, 'listening');
  return {
    port: door.address().port,
    handOver(server) {
      door.removeAllListeners('connection');
      door.on('connection', (socket) => server.emit('connection', socket));
      for (const socket of waiting.splice(0)) server.emit('connection', socket);
    },
    close: () => door.close(),
  };
}

async function start(server, door) {
  const { httpServer } = server;
  httpServer.listen = (port, host, listening) => { setImmediate(listening); return httpServer; };
  await server.start();
  door.handOver(httpServer);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        location: { type: 'string' },
        'blob-port': { type: 'string', default: '0' },
        'queue-port': { type: 'string', default: '0' },
      },
    });
    const port = (text) => {
      const number = Number(text);
      if (!Number.isInteger(number) || number < 0 || number > 65535) throw new Error(`not a port: ${text}`);
      return number;
    };
    if (!values.location) throw new Error('--location FOLDER is missing');
    return {
      location: path.resolve(values.location),
      blobPort: port(values['blob-port']),
      queuePort: port(values['queue-port']),
    };
  } catch (error) {
    console.error(`azurite: ${error.message}`);
    return process.exit(2);
  }
}

async function main() {
  const options = readArguments();
  mkdirSync(options.location, { recursive: true });
  process.on('SIGINT', () => {});
  const stopAsked = once(process, 'SIGTERM');

  const doors = await Promise.all([openPort(options.blobPort), openPort(options.queuePort)]);
  const [blobPort, queuePort] = doors.map((door) => door.port);
  process.stdout.write(`${JSON.stringify({
    blobPort,
    queuePort,
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${KEY};`
      + `BlobEndpoint=http://127.0.0.1:${blobPort}/${ACCOUNT};QueueEndpoint=http://127.0.0.1:${queuePort}/${ACCOUNT};`,
  })}\n`);
  // Loading blocks the process; the line above must be out before.
  await new Promise(setImmediate);

  const servers = makeServers(options.location);
  await Promise.all(servers.map((server, i) => start(server, doors[i])));
  // Azurite closes a service whose files it cannot read; half a storage is worse than none.
  const failed = servers.map((server) => once(server.httpServer, 'close').then(() => {
    throw new Error('a storage service closed by itself');
  }));

  await Promise.race([stopAsked, ...failed]);
  doors.forEach((door) => door.close());
  await Promise.all(servers.map((server) => server.close()));
  process.exit(0);
}

main().catch((error) => {
  console.error(`azurite: ${error.message}`);
  process.exit(error.code === 'EADDRINUSE' ? 4 : 1);
});
