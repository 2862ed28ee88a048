import type { PostCredentialsRequest } from '@clientele/sdk';
import {
  Alert,
  Box,
  Button,
  FileButton,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { useMutation } from '../../../api/use-mutation.js';
import { Dialog } from '../../../elements/dialog.js';
import { FailureNotice } from '../../../elements/failure-notice.js';
import { saveFile } from '../../../elements/save-file.js';
import { useSignedIn } from '../../../session/session-context.js';
import type { ShownClient } from '../../queries/shown-client.js';
import { DeadlineField, isOver } from './deadline-field.js';
import {
  type KeyKind,
  keyKinds,
  makeKeyPair,
  type PublicMaterial,
  readPublicFile,
  readPublicMaterial,
} from './key-material.js';
import { useRefresh } from './rotation.js';
import { type CredentialType, changeEnabled, enabledOf, slotTypes } from './slots.js';

type Source = 'pair' | 'text' | 'subject';

const sources: Record<CredentialType, readonly { value: Source; label: string }[]> = {
  public_key: [
    { value: 'pair', label: 'Make a key pair here' },
    { value: 'text', label: 'PEM, certificate or JWK' },
  ],
  cert_subject_dn: [
    { value: 'text', label: 'Certificate' },
    { value: 'subject', label: 'Subject' },
  ],
  x509_cert: [{ value: 'text', label: 'Certificate' }],
};

/** Adds a key or certificate to a client; a private key is made here and goes nowhere but to its owner. */
export function AddKey({
  client,
  type,
  onClose,
}: {
  client: ShownClient;
  type: CredentialType;
  onClose: () => void;
}) {
  const { api, can } = useSignedIn();
  const refresh = useRefresh(client.client_id);
  const [source, setSource] = useState<Source>(sources[type][0]?.value ?? 'text');
  const [kind, setKind] = useState<KeyKind>('ES256');
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [expires, setExpires] = useState('');
  const enabled = enabledOf(client);
  const fits =
    enabled !== undefined &&
    slotTypes[enabled.method] === type &&
    can('update:clients') &&
    can('update:client_credentials');
  const [enable, setEnable] = useState(true);
  const add = useMutation({
    gcTime: 0,
    mutationFn: async () => {
      const pair = source === 'pair' ? await makeKeyPair(kind) : undefined;
      const material = pair
        ? { pem: pair.publicPem, alg: kind }
        : source === 'subject'
          ? undefined
          : await readPublicMaterial(text);
      const { data } = await api.clients.createCredential(
        { client_id: client.client_id },
        bodyOf(type, { name, expires, material, subject: text }),
      );
      // The private half is saved only once the server has the public one.
      if (pair) saveFile(`${data.id}.private.pem`, pair.privatePem, 'application/x-pem-file');
      if (fits && enable) await changeEnabled(api, client.client_id, (ids) => [...ids, data.id]);
      return { id: data.id, privatePem: pair?.privatePem };
    },
    onSettled: () => void refresh(),
  });
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={type === 'public_key' ? 'Add a key' : 'Add a certificate'}
      closeOnClickOutside={false}
    >
      {add.data ? (
        <Added id={add.data.id} privatePem={add.data.privatePem} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate();
          }}
        >
          <Stack>
            {sources[type].length > 1 && (
              <SegmentedControl
                aria-label="Where it comes from"
                data={[...sources[type]]}
                value={source}
                onChange={(value) => setSource(value as Source)}
              />
            )}
            {source === 'pair' && (
              <>
                <Text size="sm">
                  The pair is made by this browser. The public half goes to the server; the private half is
                  saved on your machine as a file, once, and nowhere else.
                </Text>
                <Select
                  label="Algorithm"
                  data={Object.entries(keyKinds).map(([value, { label }]) => ({ value, label }))}
                  value={kind}
                  onChange={(value) => setKind((value ?? 'ES256') as KeyKind)}
                  allowDeselect={false}
                />
              </>
            )}
            {source === 'text' && <MaterialField type={type} text={text} onChange={setText} />}
            {source === 'subject' && (
              <Textarea
                label="Subject of the certificate"
                description="Its attributes, the most significant first, each on a line of its own, for example C=FI."
                value={text}
                autosize
                minRows={3}
                required
                onChange={(event) => setText(event.currentTarget.value)}
              />
            )}
            <TextInput
              label="Name (optional)"
              value={name}
              maxLength={128}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            {type === 'public_key' && (
              <DeadlineField label="Works until (optional)" value={expires} onChange={setExpires} />
            )}
            {fits && (
              <Switch
                label="Let it work at once"
                description="Otherwise it is kept, and works when you enable it."
                checked={enable}
                onChange={(event) => setEnable(event.currentTarget.checked)}
              />
            )}
            {add.error && <FailureNotice error={add.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={add.isPending} disabled={isOver(expires)}>
                {source === 'pair' ? 'Make the pair and save the private half' : 'Add'}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}

function bodyOf(
  type: CredentialType,
  {
    name,
    expires,
    material,
    subject,
  }: {
    name: string;
    expires: string;
    material: (PublicMaterial & { alg?: string }) | undefined;
    subject: string;
  },
): PostCredentialsRequest {
  const named = name.trim() === '' ? {} : { name: name.trim() };
  const body = material
    ? {
        credential_type: type,
        ...named,
        pem: material.pem,
        ...(type === 'public_key' && material.alg !== undefined && { alg: material.alg }),
        ...(type === 'public_key' && material.kid !== undefined && { kid: material.kid }),
        ...(type === 'public_key' && expires !== '' && { expires_at: new Date(expires).toISOString() }),
      }
    : { credential_type: type, ...named, subject_dn: subject };
  return body as PostCredentialsRequest;
}

/** A field for a key or certificate, into which a file can be dropped. */
function MaterialField({
  type,
  text,
  onChange,
}: {
  type: CredentialType;
  text: string;
  onChange: (text: string) => void;
}) {
  const [error, setError] = useState<string>();
  const read = (file: File | null | undefined) => {
    if (!file) return;
    readPublicFile(file).then(
      (material) => {
        setError(undefined);
        onChange(material.pem);
      },
      (reason: Error) => setError(reason.message),
    );
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    read(event.dataTransfer.files[0]);
  };
  return (
    <Box onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <Textarea
        label={type === 'public_key' ? 'Public key' : 'Certificate'}
        description={
          type === 'public_key'
            ? 'Paste or drop a public key or certificate in PEM, or a JSON Web Key. Never a private key.'
            : 'Paste or drop the certificate in PEM, or drop it in DER.'
        }
        placeholder="-----BEGIN…"
        value={text}
        error={error}
        minRows={6}
        maxRows={14}
        autosize
        spellCheck={false}
        required
        maxLength={65_536}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.75rem' } }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <FileButton onChange={read} accept=".pem,.crt,.cer,.der,.json,.jwk,.pub">
        {(props) => (
          <Button {...props} size="compact-sm" variant="default" mt={6}>
            Choose a file
          </Button>
        )}
      </FileButton>
    </Box>
  );
}

function Added({
  id,
  privatePem,
  onClose,
}: {
  id: string;
  privatePem: string | undefined;
  onClose: () => void;
}) {
  return (
    <Stack>
      <Text size="sm" role="status">
        Added as {id}.
      </Text>
      {privatePem !== undefined && (
        <Alert color="orange" variant="light" title="The private half is in your downloads">
          <Text size="sm">
            The file is called {id}.private.pem. It is kept nowhere else: move it to where your application
            signs, and let nobody else have it.
          </Text>
          <Button
            mt="xs"
            size="compact-sm"
            variant="default"
            onClick={() => saveFile(`${id}.private.pem`, privatePem, 'application/x-pem-file')}
          >
            Save it again
          </Button>
        </Alert>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
