package play

import "fmt"

// NotGranted is how the token endpoint refuses a client that has no grant for an API.
func NotGranted(audience string) string {
	return fmt.Sprintf("Client is not authorized to access %q. You need to create a \"client-grant\" associated to this API. "+
		"See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants", audience)
}
