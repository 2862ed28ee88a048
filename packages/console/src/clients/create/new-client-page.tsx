import type { ClientCreate } from '@clientele/sdk';
import {
  Alert,
  Button,
  Group,
  Paper,
  Radio,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMutation } from '../../api/use-mutation.js';
import { FailureNotice } from '../../elements/failure-notice.js';
import { nameFault } from '../../elements/name-fault.js';
import { Page } from '../../elements/page.js';
import { useMissing } from '../../elements/permitted.js';
import { errorAt, isElsewhere } from '../../elements/property-error.js';
import { saveFile } from '../../elements/save-file.js';
import { afterSaving, UnsavedChanges } from '../../elements/unsaved-changes.js';
import { useSignedIn } from '../../session/session-context.js';
import { makeKeyPair } from '../client/credentials/key-material.js';
import { NewSecretShown } from '../client/credentials/secret.js';
import { type Kind, kinds } from './kinds.js';

type Proof = 'secret' | 'key';

const fields = ['name', 'description', 'callbacks', 'resource_server_identifier'];

/** Makes a client: a name, what it is, and how it proves that. */
export default function NewClientPage() {
  const { api, can } = useSignedIn();
  const missing = useMissing('create:clients');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [kind, setKind] = useState<Kind>('non_interactive');
  const [proof, setProof] = useState<Proof>('secret');
  const [callbacks, setCallbacks] = useState('');
  const [identifier, setIdentifier] = useState('');
  const { keepsSecrets, addresses, body } = kinds[kind];
  const mayAddKey = can('create:client_credentials');
  const byKey = keepsSecrets && proof === 'key' && mayAddKey;
  const make = useMutation({
    gcTime: 0,
    mutationFn: async () => {
      const pair = byKey ? await makeKeyPair('ES256') : undefined;
      const { data } = await api.clients.create({
        name,
        app_type: kind,
        ...(description.trim() !== '' && { description }),
        ...body,
        ...(addresses && { callbacks: linesIn(callbacks) }),
        ...(kind === 'resource_server' && { resource_server_identifier: identifier }),
        ...(pair && {
          client_authentication_methods: {
            private_key_jwt: {
              credentials: [
                { credential_type: 'public_key', name: 'First key', pem: pair.publicPem, alg: 'ES256' },
              ],
            },
          },
        }),
      } as ClientCreate);
      const made = data as {
        client_id: string;
        client_secret?: string;
        client_authentication_methods?: { private_key_jwt?: { credentials?: { id: string }[] } };
      };
      // Named by its key, as a key that is added later, where the answer shows that.
      const [key] = made.client_authentication_methods?.private_key_jwt?.credentials ?? [];
      const keyFile = `${key?.id ?? made.client_id}.private.pem`;
      if (pair) saveFile(keyFile, pair.privatePem, 'application/x-pem-file');
      return {
        clientId: made.client_id,
        keyFile,
        secret: pair ? undefined : made.client_secret,
        privatePem: pair?.privatePem,
      };
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['clients', 'found'] }),
  });
  const form = useRef<HTMLFormElement>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const invisible = nameFault(name);
  useEffect(() => nameField.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (make.error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [make.error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (invisible === undefined) make.mutate();
    else nameField.current?.focus();
  };
  if (make.data) {
    const { clientId, keyFile, secret, privatePem } = make.data;
    const see = (tab: string) =>
      void navigate(`/clients/${encodeURIComponent(clientId)}/${tab}`, afterSaving);
    return (
      <Page title={`${name} is registered`}>
        <Paper withBorder p="lg" maw={640}>
          {secret !== undefined && keepsSecrets ? (
            <NewSecretShown clientId={clientId} secret={secret} onClose={() => see('quick-start')} />
          ) : (
            <Stack>
              <Text>Client ID: {clientId}</Text>
              {privatePem !== undefined && (
                <Alert color="orange" variant="light" title="The private key is in your downloads">
                  <Text size="sm">
                    The file is called {keyFile}. It is kept nowhere else: move it to where your application
                    signs.
                  </Text>
                  <Button
                    mt="xs"
                    size="compact-sm"
                    variant="default"
                    onClick={() => saveFile(keyFile, privatePem, 'application/x-pem-file')}
                  >
                    Save it again
                  </Button>
                </Alert>
              )}
              <Group justify="flex-end">
                <Button onClick={() => see(keepsSecrets ? 'apis' : 'settings')}>Go on to the client</Button>
              </Group>
            </Stack>
          )}
        </Paper>
      </Page>
    );
  }
  return (
    <Page
      title="New client"
      about="An application gets an id, and a secret or a key. Everything else can be changed later."
      back={{ to: '/clients', text: 'Clients' }}
    >
      <UnsavedChanges when={name !== '' && !make.isPending} />
      <form onSubmit={submit} ref={form}>
        <Stack maw={720}>
          {missing !== undefined && (
            <Alert variant="light" color="gray">
              {missing}
            </Alert>
          )}
          <TextInput
            label="Name"
            description="For people: what it is and whose, for example Invoice robot."
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={invisible ?? errorAt(make.error, 'name')}
            required
            ref={nameField}
          />
          <Radio.Group
            label="What is it?"
            value={kind}
            onChange={(value) => setKind(value as Kind)}
            error={errorAt(make.error, 'app_type')}
          >
            <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs">
              {Object.entries(kinds).map(([value, { title, about, icon: Icon }]) => (
                <Radio.Card key={value} value={value} p="md" withBorder style={chosenStyle(value === kind)}>
                  <Group wrap="nowrap" align="flex-start">
                    <Radio.Indicator />
                    <div>
                      <Group gap={6}>
                        <Icon aria-hidden />
                        <Text fw={600}>{title}</Text>
                      </Group>
                      <Text size="sm" c="dimmed">
                        {about}
                      </Text>
                    </div>
                  </Group>
                </Radio.Card>
              ))}
            </SimpleGrid>
          </Radio.Group>
          {keepsSecrets && (
            <Radio.Group
              label="How does it prove who it is?"
              value={byKey ? 'key' : 'secret'}
              onChange={(value) => setProof(value as Proof)}
            >
              <Stack gap="xs" mt="xs">
                <Radio
                  value="secret"
                  label="With a secret"
                  description="Simplest: the application sends it with each token request."
                />
                <Radio
                  value="key"
                  label="With a key of its own"
                  description={
                    mayAddKey
                      ? 'Safer: made in this browser, the private half is saved on your machine and sent to nobody.'
                      : 'You need the scope create:client_credentials.'
                  }
                  disabled={!mayAddKey}
                />
              </Stack>
            </Radio.Group>
          )}
          {kind === 'resource_server' && (
            <TextInput
              label="Identifier of the API"
              value={identifier}
              onChange={(event) => setIdentifier(event.currentTarget.value)}
              error={errorAt(make.error, 'resource_server_identifier')}
              required
            />
          )}
          {addresses && (
            <Textarea
              label="Callbacks (optional)"
              description="Where users may be sent after a login, one on each line."
              placeholder="https://app.example.com/callback"
              value={callbacks}
              minRows={2}
              autosize
              maxRows={10}
              onChange={(event) => setCallbacks(event.currentTarget.value)}
              error={errorAt(make.error, 'callbacks')}
            />
          )}
          <TextInput
            label="Description (optional)"
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            error={errorAt(make.error, 'description')}
          />
          {isElsewhere(make.error, [...fields, 'app_type']) && (
            <FailureNotice error={make.error} title="Not registered" />
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={make.isPending} disabled={missing !== undefined}>
              {byKey ? 'Register it and save the private key' : 'Register it'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}

const chosenStyle = (chosen: boolean) =>
  chosen ? { borderColor: 'var(--mantine-primary-color-filled)' } : {};

const linesIn = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
