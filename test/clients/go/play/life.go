package play

// Life is the life of a client, as a library plays it.
type Life interface {
	CreateClient() error
	AddKey() error
	TokenBeforeKeyIsEnabled() error
	CreateAPI() error
	TokenWithoutGrant() error
	CreateGrant() error
	TokenBySecret() error
	VerifyToken() error
	RotateSecret() error
	EnableKey() error
	TokenByAssertion() error
	TokenBySecretIsRefused() error
	GoBackToSecret() error
	ListByPage() error
	ListByCheckpoint() error
	ChangeClient() error
	NullTakesAway() error
	ChangeScopes() error
	ReadLog() error
	ManagementErrors() error
	TokenErrors() error
	DeleteAll() error
}

// OfLife names the operations of a life, in their order.
func OfLife(life Life) []Operation {
	return []Operation{
		{"create a client", life.CreateClient},
		{"give it a public key", life.AddKey},
		{"a token by assertion is refused before the key is enabled", life.TokenBeforeKeyIsEnabled},
		{"create an API with scopes", life.CreateAPI},
		{"a token is refused without a grant", life.TokenWithoutGrant},
		{"grant the API to the client", life.CreateGrant},
		{"token by secret", life.TokenBySecret},
		{"verify the token with the published keys", life.VerifyToken},
		{"rotate the secret: the new one works, the old one is refused", life.RotateSecret},
		{"enable the key", life.EnableKey},
		{"token by assertion", life.TokenByAssertion},
		{"a token by secret is refused from then on", life.TokenBySecretIsRefused},
		{"go back to a secret", life.GoBackToSecret},
		{"list by page, with totals", life.ListByPage},
		{"list by checkpoint", life.ListByCheckpoint},
		{"change a client", life.ChangeClient},
		{"null takes a property away", life.NullTakesAway},
		{"change the scopes of the API and of the grant", life.ChangeScopes},
		{"read the log", life.ReadLog},
		{"errors of the Management API: 400, 401, 403, 404, 409", life.ManagementErrors},
		{"errors of the token endpoint", life.TokenErrors},
		{"delete the key, the grant, the API and the client", life.DeleteAll},
	}
}
