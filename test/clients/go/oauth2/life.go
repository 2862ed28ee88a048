package main

import (
	"context"

	"clientele.test/play"
)

// life is a client, and what belongs to it.
type life struct {
	ctx    context.Context
	server play.Server
	api    management

	identity
	name         string
	key          play.Key
	credentialID string
	calendar     struct{ ID, Identifier string }
	grantID      string
	token        string
}

func (l *life) clientPath() string { return "clients/" + l.id }

func (l *life) CreateClient() error {
	l.name = play.UniqueName("x-oauth2")
	sent := object{
		"name":        l.name,
		"description": "plays its life",
		"app_type":    "non_interactive",
		"grant_types": []string{"client_credentials"},
		"callbacks":   []string{"https://app.example/callback"},
	}
	var made struct {
		ClientID     string `json:"client_id"`
		ClientSecret string `json:"client_secret"`
	}
	if err := l.api.post("clients", sent, &made); err != nil {
		return err
	}
	l.identity = identity{l.server, made.ClientID, made.ClientSecret}
	sent["client_id"] = made.ClientID
	if !l.server.SecretsOnce {
		sent["client_secret"] = made.ClientSecret
	}
	return l.api.has(l.clientPath(), sent)
}

func (l *life) AddKey() (err error) {
	if l.key, err = play.NewKey(); err != nil {
		return err
	}
	var made object
	err = l.api.post(l.clientPath()+"/credentials", object{
		"name":            "first key",
		"credential_type": "public_key",
		"alg":             "RS256",
		"pem":             l.key.PublicPEM,
	}, &made)
	if err != nil {
		return err
	}
	l.credentialID, _ = made["id"].(string)
	var listed []object
	if err := l.api.get(l.clientPath()+"/credentials", &listed); err != nil {
		return err
	}
	return play.Same("the keys", listed, []object{made})
}

func (l *life) CreateAPI() error {
	sent := object{
		"name":           play.UniqueName("Calendar"),
		"identifier":     "https://" + play.UniqueName("calendar") + ".example/",
		"token_lifetime": 3600,
		"scopes": []object{
			{"value": "read:events", "description": "Read events"},
			{"value": "create:events", "description": "Create events"},
		},
	}
	if err := l.api.post("resource-servers", sent, &l.calendar); err != nil {
		return err
	}
	return l.api.has("resource-servers/"+l.calendar.ID, sent)
}

func (l *life) CreateGrant() error {
	var made object
	err := l.api.post("client-grants", object{
		"client_id": l.id,
		"audience":  l.calendar.Identifier,
		"scope":     []string{"read:events"},
	}, &made)
	if err != nil {
		return err
	}
	l.grantID, _ = made["id"].(string)
	return play.Same("the grant", made, object{
		"id":           l.grantID,
		"client_id":    l.id,
		"audience":     l.calendar.Identifier,
		"scope":        []string{"read:events"},
		"subject_type": "client",
	})
}

func (l *life) EnableKey() error {
	return l.api.patch(l.clientPath(), object{
		"client_authentication_methods": object{
			"private_key_jwt": object{"credentials": []object{{"id": l.credentialID}}},
		},
	})
}

func (l *life) ChangeClient() error {
	change := object{
		"description": "plays on",
		"callbacks":   []string{"https://app.example/callback", "https://app.example/other"},
		"token_quota": object{"client_credentials": object{"enforce": true, "per_hour": 1000}},
	}
	if err := l.api.patch(l.clientPath(), change); err != nil {
		return err
	}
	return l.api.has(l.clientPath(), change)
}

func (l *life) NullTakesAway() error {
	if err := l.api.patch(l.clientPath(), object{"token_quota": nil}); err != nil {
		return err
	}
	return play.Eventually(func() error {
		var read object
		if err := l.api.get(l.clientPath(), &read); err != nil {
			return err
		}
		return play.Lacks("the client", read, "token_quota")
	})
}

func (l *life) ChangeScopes() error {
	scopes := []object{
		{"value": "read:events", "description": "Read events"},
		{"value": "delete:events", "description": "Delete events"},
	}
	return play.Checks(
		func() error { return l.api.patch("resource-servers/"+l.calendar.ID, object{"scopes": scopes}) },
		func() error { return l.api.has("resource-servers/"+l.calendar.ID, object{"scopes": scopes}) },
		func() error {
			return l.api.patch("client-grants/"+l.grantID, object{"scope": []string{"read:events", "delete:events"}})
		},
		func() error { return l.checkTokenBySecret("read:events delete:events") },
	)
}

func (l *life) DeleteAll() error {
	return play.Checks(
		func() error { return l.api.delete(l.clientPath() + "/credentials/" + l.credentialID) },
		func() error { return l.api.delete("client-grants/" + l.grantID) },
		func() error { return l.api.delete("resource-servers/" + l.calendar.ID) },
		func() error { return l.api.delete(l.clientPath()) },
		func() error {
			return refusedByAPI(l.api.get(l.clientPath(), nil), refusal{404, "Not Found", "The client does not exist", "inexistent_client"})
		},
	)
}
