import { Group, Text } from '@mantine/core';
import icon from './icon.svg';

/** The name of the product, with its sign. */
export function Mark() {
  return (
    <Group gap={8} wrap="nowrap">
      <img src={icon} alt="" width={26} height={26} />
      <Text fw={700} component="span">
        Clientele
      </Text>
    </Group>
  );
}
