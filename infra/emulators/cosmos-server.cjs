// A stand-in for Cosmos DB: the npm package @vercel/cosmosdb-server with what the .NET client needs and it lacks: query
// plans, the partition filter given in a request's options, 404 for a missing item, If-None-Match, connections that stay.
// Memory only. It has no batches, change feed, TTL, GROUP BY, OFFSET, DISTINCT or LIKE; nothing here may need them.
//
// Usage: node infra/emulators/cosmos-server.cjs [--port N]
//   Listens on 127.0.0.1. A port left out is a free one. Prints one line of JSON once the port is open:
//   {"port":N,"connectionString":"…"}
//   Clients use the gateway and keep to that address. SIGTERM ends it (exit 0). SIGINT is ignored: whoever started it
//   decides the order of stopping. Exit 2: bad arguments. Exit 4: the port is in use. Exit 1: anything else, with a message.
'use strict';
const { once } = require('node:events');
const path = require('node:path');
const { parseArgs } = require('node:util');

// The emulators' published key; it guards nothing.
const KEY = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

const root = `${path.dirname(require.resolve('@vercel/cosmosdb-server/package.json'))}/lib/`;
const routes = require(`${root}routes`);
const original = routes.default;
const queryDocuments = require(`${root}handler/query-documents`).default;
const readItems = require(`${root}handler/_read-items`).default;
const json = require(`${root}json`).default;

// The value that a JSON Pointer leads to.
const at = (doc, pointer) => pointer.split('/').slice(1).reduce((value, key) => (value == null ? undefined : value[key]), doc);

function partitionOf(req) {
  const header = req.headers['x-ms-documentdb-partitionkey'];
  if (!header) return null;
  try { const key = JSON.parse(header); return Array.isArray(key) ? key : null; } catch { return null; }
}

const inPartition = (doc, paths, key) =>
  key.every((part, i) => { const value = at(doc, paths[i]); return value === part || (value === undefined && part && typeof part === 'object'); });

// Everything is asked of the one partition range that there is; the server itself sorts and cuts.
const queryPlan = {
  partitionedQueryExecutionInfoVersion: 2,
  queryInfo: {
    distinctType: 'None', top: null, offset: null, limit: null, orderBy: [], orderByExpressions: [], groupByExpressions: [],
    groupByAliases: [], aggregates: [], groupByAliasToAggregateType: {}, rewrittenQuery: '', hasSelectValue: false, hasNonStreamingOrderBy: false,
  },
  queryRanges: [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }],
};

async function query(account, req, res, params) {
  if (/^true$/i.test(req.headers['x-ms-cosmos-is-query-plan-request'] || '')) { await json(req); return queryPlan; }
  const collection = account.database(params.dbId).collection(params.collId);
  const meta = collection.read();
  if (!meta) { await json(req); res.statusCode = 404; return { code: 'NotFound', message: 'Resource Not Found' }; }
  const key = partitionOf(req);
  const paths = (meta.partitionKey || {}).paths || [];
  return readItems(req, res, 'Documents', async ({ continuation, maxItemCount }) => {
    const body = await json(req);
    const documents = collection.documents;
    let data = [...documents._data.values()].map(item => item.read());
    if (key) data = data.filter(doc => inPartition(doc, paths, key));
    try {
      return documents._getQuery(body.query).exec(data, {
        parameters: body.parameters, udf: documents._userDefinedFunctions(),
        maxItemCount: maxItemCount > 0 ? maxItemCount : undefined, continuation,
        compositeIndexes: (meta.indexingPolicy || {}).compositeIndexes || [],
      });
    } catch (error) { res.statusCode = 400; return { code: 'BadRequest', message: error.message }; }
  });
}

const pointRead = handler => (account, req, res, params) => {
  try {
    const doc = handler(account, req, res, params);
    const known = req.headers['if-none-match'];
    if (res.statusCode === 200 && known && doc && doc._etag === known) { res.statusCode = 304; return {}; }
    return doc;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    res.statusCode = 404;
    return { code: 'NotFound', message: 'Entity with the specified id does not exist in the system.' };
  }
};

// An internal id is part of addresses; one with a character that clients write otherwise there would not be found again.
const Databases = require(`${root}account/databases`).default;
const internalId = Databases.prototype._rid;
let lastDatabase = 0;
Databases.prototype._rid = function () {
  let id;
  do { lastDatabase += 1; id = internalId.call(this, lastDatabase); } while (/[+/]/.test(id));
  return id;
};

routes.default = req => {
  const match = original(req);
  if (!match) return match;
  const [params, handler] = match;
  if (handler === queryDocuments) return [params, query];
  if (req.method === 'GET' && params.docId) return [params, pointRead(handler)];
  return match;
};

function readArguments() {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`not a port: ${values.port}`);
    return { port };
  } catch (error) {
    console.error(`cosmos-server: ${error.message}`);
    return process.exit(2);
  }
}

async function main() {
  const { port } = readArguments();
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => process.exit(0));
  const { createHttpServer } = require(`${root}index`);
  const server = createHttpServer({ keepAlive: true });
  // A client may keep a connection as long as it likes; one closed by the server just then would fail its next request.
  server.keepAliveTimeout = 0;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  process.stdout.write(`${JSON.stringify({
    port: address.port,
    connectionString: `AccountEndpoint=http://127.0.0.1:${address.port}/;AccountKey=${KEY};`,
  })}\n`);
}

main().catch((error) => {
  console.error(`cosmos-server: ${error.message}`);
  process.exit(error.code === 'EADDRINUSE' ? 4 : 1);
});
