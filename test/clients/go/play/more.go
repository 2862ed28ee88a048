package play

// More is what else a Management SDK offers of what the server has.
type More interface {
	Connections() error
	SigningKeys() error
	TenantSettings() error
	CredentialExpiry() error
	Logs() error
	ClientSearch() error
	APISearch() error
	GrantSearch() error
	DefaultGrant() error
	TokenQuotas() error
	Organizations() error
	AnyPath() error
}

// OfMore names the operations, in their order.
func OfMore(more More) []Operation {
	return []Operation{
		{"connections: create, get, change, clients, delete", more.Connections},
		{"signing keys: list, get, rotate, revoke", more.SigningKeys},
		{"tenant settings: read, change", more.TenantSettings},
		{"credentials: change when one expires", more.CredentialExpiry},
		{"logs: query, get", more.Logs},
		{"clients: search", more.ClientSearch},
		{"APIs: search", more.APISearch},
		{"client grants: search", more.GrantSearch},
		{"a default grant for third-party clients", more.DefaultGrant},
		{"token quotas", more.TokenQuotas},
		{"organizations of a grant: none", more.Organizations},
		{"requests of any path, as the auth0 command sends them", more.AnyPath},
	}
}

// NoSuchCall is why an operation is not offered.
const NoSuchCall = NotOffered("the library has no such call")
