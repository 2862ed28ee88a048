package main

import (
	"fmt"
	"slices"

	"clientele.test/play"
	"github.com/auth0/go-auth0/management"
)

func (l *life) ListByPage() error {
	var ids []string
	for page := 0; ; page++ {
		list, err := l.api.Client.List(
			l.ctx,
			management.Page(page),
			management.PerPage(2),
			management.IncludeFields("client_id"),
		)
		if err != nil {
			return err
		}
		for _, client := range list.Clients {
			ids = append(ids, client.GetClientID())
		}
		if list.Start != page*2 || list.Limit != 2 {
			return fmt.Errorf("page %d is %+v", page, list.List)
		}
		if !list.HasNext() {
			if list.Total != len(ids) {
				return fmt.Errorf("%d clients in all, %d seen", list.Total, len(ids))
			}
			break
		}
	}
	if err := play.EachOnce(ids, l.client.GetClientID()); err != nil {
		return err
	}
	return l.listGrants()
}

// listGrants looks for the one grant of the client.
func (l *life) listGrants() error {
	list, err := l.api.ClientGrant.List(l.ctx, management.Parameter("client_id", l.client.GetClientID()))
	if err != nil {
		return err
	}
	return play.Same("the grants", list, management.ClientGrantList{
		List:         management.List{Start: 0, Limit: 50, Total: 1},
		ClientGrants: []*management.ClientGrant{l.grant},
	})
}

func (l *life) ListByCheckpoint() error {
	var ids []string
	from := []management.RequestOption{}
	for {
		options := append(from, management.Take(2), management.IncludeFields("client_id"))
		list, err := l.api.Client.ListWithCheckpointPagination(l.ctx, options...)
		if err != nil {
			return err
		}
		for _, client := range list.Clients {
			ids = append(ids, client.GetClientID())
		}
		if !list.HasNext() {
			break
		}
		from = []management.RequestOption{management.From(list.Next)}
	}
	return play.EachOnce(ids, l.client.GetClientID())
}

func (l *life) ReadLog() error {
	query := fmt.Sprintf("client_id:%q AND type:seccft", l.client.GetClientID())
	var event *management.Log
	err := play.Until("the log event of the token", func() (bool, error) {
		events, err := l.api.Log.List(
			l.ctx,
			management.Parameter("q", query),
			management.Sort("date:-1"),
			management.PerPage(10),
		)
		at := slices.IndexFunc(events, func(event *management.Log) bool {
			return event.GetAudience() == l.calendar.GetIdentifier()
		})
		if at < 0 {
			return false, err
		}
		event = events[at]
		return true, nil
	})
	if err != nil {
		return err
	}
	read, err := l.api.Log.Read(l.ctx, event.GetLogID())
	if err != nil {
		return err
	}
	if err := play.Same("the event", read, event); err != nil {
		return err
	}
	if read.GetDate().IsZero() {
		return fmt.Errorf("no date: %v", read)
	}
	return play.Has("the event", read, map[string]any{
		"type":        "seccft",
		"description": "Client credentials exchanged for an access token",
		"client_id":   l.client.GetClientID(),
		"client_name": l.client.GetName(),
		"audience":    l.calendar.GetIdentifier(),
		"hostname":    l.server.Host(),
	})
}
