import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Console } from './app/console.tsx';
import { createSession } from './session/create-session.tsx';
import { readSettings } from './session/settings.ts';
import { handOverAnswer, SignInReturn } from './session/sign-in-window.tsx';
import './ui/tokens.css';

// Its address is relative to the first page; from another one the browser would look elsewhere.
const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
icon?.setAttribute('href', icon.href);

const place = document.querySelector('#console');
if (place === null) throw new Error('The page has no place for the console.');
createRoot(place).render(
  <StrictMode>
    {handOverAnswer() ? <SignInReturn /> : <Console session={createSession(readSettings().signIn)} />}
  </StrictMode>,
);
