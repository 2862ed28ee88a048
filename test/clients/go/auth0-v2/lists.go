package main

import (
	"errors"
	"fmt"

	"clientele.test/play"
	"github.com/auth0/go-auth0/v2/management"
	"github.com/auth0/go-auth0/v2/management/core"
)

func (l *life) ListByPage() error {
	page, err := l.api.Clients.List(l.ctx, &management.ListClientsRequestParameters{
		Page:    management.Int(0),
		PerPage: management.Int(2),
		Fields:  management.String("client_id"),
	})
	var ids []string
	for start := 0; err == nil; start += 2 {
		total := page.Response.GetTotal()
		if page.Response.GetStart() != float64(start) || page.Response.GetLimit() != 2 || total <= float64(start) {
			return fmt.Errorf("the page from %d is %v", start, page.Response)
		}
		for _, client := range page.Results {
			ids = append(ids, client.GetClientID())
		}
		page, err = page.GetNextPage(l.ctx)
	}
	if !errors.Is(err, core.ErrNoPages) {
		return err
	}
	return play.EachOnce(ids, l.id)
}

// ListByCheckpoint lists grants: clients are listed by page only.
func (l *life) ListByCheckpoint() error {
	page, err := l.api.ClientGrants.List(l.ctx, &management.ListClientGrantsRequestParameters{
		Take: management.Int(1),
	})
	if err != nil {
		return err
	}
	var ids []string
	grants := page.Iterator()
	for grants.Next(l.ctx) {
		ids = append(ids, grants.Current().GetID())
	}
	if err := grants.Err(); err != nil {
		return err
	}
	return play.EachOnce(ids, l.grant.GetID())
}

func (l *life) ReadLog() error {
	var event *management.Log
	err := play.Until("the log event of the token", func() (bool, error) {
		page, err := l.api.Logs.List(l.ctx, &management.ListLogsRequestParameters{
			Search: management.String(fmt.Sprintf("client_id:%q AND type:seccft", l.id)),
			Sort:   management.String("date:-1"),
		})
		if err != nil {
			return false, err
		}
		for _, event = range page.Results {
			if event.GetAudience() == l.calendar.audience {
				return true, nil
			}
		}
		return false, nil
	})
	if err != nil {
		return err
	}
	read, err := l.api.Logs.Get(l.ctx, event.GetLogID())
	if err != nil {
		return err
	}
	if err := play.Same("the event", read, event); err != nil {
		return err
	}
	return play.Has("the event", read, map[string]any{
		"type":        "seccft",
		"description": "Client credentials exchanged for an access token",
		"client_id":   l.id,
		"client_name": l.name,
		"audience":    l.calendar.audience,
		"hostname":    l.server.Host(),
	})
}
