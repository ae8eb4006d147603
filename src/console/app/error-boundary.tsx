import { Component, type ReactNode } from 'react';
import { shellText } from '../text/en/shell.ts';
import { Notice } from '../ui/feedback/notice.tsx';
import { Button } from '../ui/form/button.tsx';
import { PageHeading } from '../ui/layout/page-heading.tsx';

/** Keeps an error of one page from taking the frame along. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly error: Error | null }
> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <>
        <PageHeading>{shellText.broken.title}</PageHeading>
        <Notice
          tone="error"
          title={shellText.broken.advice}
          actions={<Button onPress={() => location.reload()}>{shellText.broken.again}</Button>}
        >
          <p>{error.message}</p>
        </Notice>
      </>
    );
  }
}
