import { Box } from 'ink';
import type { ReactNode } from 'react';

interface Props {
  /** Lines inside the frame, however many are filled. */
  readonly rows: number;
  readonly children: ReactNode;
}

/** A framed panel of constant height, as wide as its neighbours. */
export function Panel({ rows, children }: Props) {
  return (
    <Box
      flexDirection="column"
      borderStyle="round"
      paddingX={1}
      flexGrow={1}
      flexShrink={0}
      flexBasis={0}
      height={rows + 2}
    >
      {children}
    </Box>
  );
}
