package main

import (
	"fmt"
	"net/url"

	"clientele.test/play"
)

type page struct {
	Start, Limit, Total int
	Next                string
	Clients             []struct {
		ID string `json:"client_id"`
	}
}

func (p page) ids() (ids []string) {
	for _, client := range p.Clients {
		ids = append(ids, client.ID)
	}
	return ids
}

func (l *life) ListByPage() error {
	var ids []string
	for number := 0; ; number++ {
		var list page
		path := fmt.Sprintf("clients?per_page=2&page=%d&include_totals=true&fields=client_id", number)
		if err := l.api.get(path, &list); err != nil {
			return err
		}
		ids = append(ids, list.ids()...)
		if list.Start != number*2 || list.Limit != 2 {
			return fmt.Errorf("page %d is %+v", number, list)
		}
		if list.Total <= list.Start+list.Limit {
			if list.Total != len(ids) {
				return fmt.Errorf("%d clients in all, %d seen", list.Total, len(ids))
			}
			return play.EachOnce(ids, l.id)
		}
	}
}

func (l *life) ListByCheckpoint() error {
	var ids []string
	query := url.Values{"take": {"2"}, "fields": {"client_id"}}
	for {
		var list page
		if err := l.api.get("clients?"+query.Encode(), &list); err != nil {
			return err
		}
		ids = append(ids, list.ids()...)
		if list.Next == "" {
			return play.EachOnce(ids, l.id)
		}
		query.Set("from", list.Next)
	}
}

func (l *life) ReadLog() error {
	query := url.Values{
		"q":    {fmt.Sprintf("client_id:%q AND type:seccft", l.id)},
		"sort": {"date:-1"},
	}
	var events []object
	err := play.Until("the log event of the token", func() (bool, error) {
		err := l.api.get("logs?"+query.Encode(), &events)
		return len(events) > 0, err
	})
	if err != nil {
		return err
	}
	return l.api.has(fmt.Sprint("logs/", events[0]["log_id"]), object{
		"type":        "seccft",
		"description": "Client credentials exchanged for an access token",
		"client_id":   l.id,
		"client_name": l.name,
		"audience":    l.calendar.Identifier,
		"hostname":    l.server.Host(),
	})
}
