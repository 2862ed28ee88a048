// Plays the operations of golang.org/x/oauth2 and its client credentials: tokens by the library, and the Management
// API over the HTTP client that the library makes.
package main

import (
	"context"

	"clientele.test/play"
)

func main() {
	ctx := context.Background()
	server := play.ServerFromEnvironment()
	admin := identity{server, server.ClientID, server.ClientSecret}
	config := admin.bySecret(server.ManagementAudience())
	play.All(play.OfLife(&life{
		ctx:    ctx,
		server: server,
		api:    management{server.ManagementAudience(), config.Client(ctx)},
	}))
}
