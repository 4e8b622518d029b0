// The host's settings that are made of parameters. Names are those that the host and the Functions runtime read.

@export()
@sealed()
@description('A caller of the API. Its key is never here, only the hash. A misspelt member is refused: absence means all.')
type caller = {
  @description('Its name, as it stands in the audit trail.')
  name: string
  role: 'platform' | 'window' | 'department' | 'supervisor' | 'operator' | 'auditor'
  @description('Code of its department, for the role department.')
  department: string?
  @description('Divisions it is bound to, six digits each.')
  divisions: string[]?
  @description('SHA-256 of its key, hexadecimal.')
  @minLength(64)
  @maxLength(64)
  keySha256: string
  @description('Id of the key among its caller\'s.')
  id: string?
  @description('From when the key is good, ISO 8601 with offset.')
  notBefore: string?
  @description('From when it is good no longer, ISO 8601 with offset.')
  expiresAt: string?
  @description('What of its role it may do; all when absent.')
  scopes: string[]?
}

@export()
@description('A department that may send decisions by message. The secret that it signs with stands in the vault as decisions-{department}.')
type decisionSender = {
  @description('Code of the department.')
  department: string
  @description('Divisions whose cases it may speak of, six digits each; all when none is named.')
  divisions: string[]?
}

@export()
@description('How scans are looked through for viruses.')
type scanner = {
  kind: 'content-only' | 'clamd'
  @description('Where clamd listens.')
  host: string?
  port: int?
}

@export()
@description('A storage account that is reached by an identity, under the name of a connection.')
func storageConnection(connection string, endpoints object, clientId string) object =>
  toObject(
    concat(map(items(endpoints), e => { name: '${connection}__${e.key}ServiceUri', value: e.value }), [
      { name: '${connection}__credential', value: 'managedidentity' }
      { name: '${connection}__clientId', value: clientId }
    ]),
    s => s.name,
    s => s.value
  )

@export()
@description('Callers__0__Name and so on.')
func callerSettings(callers caller[]) object =>
  toObject(
    flatten(map(
      callers,
      (c, i) =>
        concat(
          [
            { name: 'Callers__${i}__Name', value: c.name }
            { name: 'Callers__${i}__Role', value: c.role }
            { name: 'Callers__${i}__KeySha256', value: c.keySha256 }
          ],
          empty(c.?department) ? [] : [{ name: 'Callers__${i}__Department', value: c.department! }],
          empty(c.?id) ? [] : [{ name: 'Callers__${i}__Id', value: c.id! }],
          empty(c.?notBefore) ? [] : [{ name: 'Callers__${i}__NotBefore', value: c.notBefore! }],
          empty(c.?expiresAt) ? [] : [{ name: 'Callers__${i}__ExpiresAt', value: c.expiresAt! }],
          map(c.?divisions ?? [], (d, j) => { name: 'Callers__${i}__Divisions__${j}', value: d }),
          map(c.?scopes ?? [], (s, j) => { name: 'Callers__${i}__Scopes__${j}', value: s })
        )
    )),
    s => s.name,
    s => s.value
  )

@export()
@description('Departments__Decisions__Senders__0__Department and so on.')
func decisionSettings(senders decisionSender[], vaultUri string) object =>
  toObject(
    flatten(map(
      senders,
      (s, i) => [
        { name: 'Departments__Decisions__Senders__${i}__Department', value: s.department }
        {
          name: 'Departments__Decisions__Senders__${i}__Secret'
          value: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/decisions-${s.department})'
        }
        { name: 'Departments__Decisions__Senders__${i}__Divisions', value: join(s.?divisions ?? [], ',') }
      ]
    )),
    s => s.name,
    s => s.value
  )

@export()
@description('Scanner__Kind, and where clamd is.')
func scannerSettings(s scanner) object =>
  union(
    { Scanner__Kind: s.kind },
    s.kind == 'clamd' ? { Scanner__Clamd__Host: s.host!, Scanner__Clamd__Port: string(s.?port ?? 3310) } : {}
  )

@export()
@description('The host of an address such as https://name.example:443/.')
func hostOf(address string) string => split(split(address, '/')[2], ':')[0]
