import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Channel } from '../../kernel/vocabulary/dispatch.ts';
import type { AccountState, Resource } from './accounts.ts';
import { type Answer, apiError, type Fault, json, notFound, send, sendFaulty } from './answer.ts';
import { page } from './paging.ts';
import { behaviourOf } from './recipients.ts';
import { readBody } from './request-body.ts';
import { checkSend, refusal } from './sending.ts';
import { Sent } from './sent.ts';
import type { Simulation } from './simulation.ts';
import { matchesTime } from './time-filter.ts';

const MAXIMUM_FORM_BYTES = 64 * 1024;
const PATH =
  /^\/2010-04-01\/Accounts\/([^/]+?)(?:\/(IncomingPhoneNumbers|Messages|Calls)(?:\/([^/]+?))?)?\.json$/;
const ACCOUNT_SID = /^AC[0-9a-f]{32}$/i;
const RESOURCES: Readonly<Record<string, Resource>> = {
  IncomingPhoneNumbers: 'NUMBERS',
  Messages: 'MESSAGES',
  Calls: 'CALLS',
};

/** The part of Twilio's API v2010 that Originator uses. */
export class Api {
  private readonly simulation: Simulation;
  private readonly throttled = new Map<string, number>();

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  /** Answers one request, or fails to as the account or the recipient says. */
  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, sid, name, instance] = PATH.exec(url.pathname) ?? [];
    if (sid === undefined) return send(response, notFound(url.pathname));
    this.simulation.countRequest(sid);
    const body = request.method === 'POST' ? await readBody(request, MAXIMUM_FORM_BYTES) : '';
    if (body === undefined) return send(response, apiError(413, 20413, 'Request entity too large'));
    if (!ACCOUNT_SID.test(sid)) return send(response, notFound(url.pathname));

    const resource = name === undefined ? 'ACCOUNT' : (RESOURCES[name] ?? 'ACCOUNT');
    const access = this.authenticate(sid, request.headers.authorization, resource);
    if ('refused' in access) return send(response, access.refused);
    const { account } = access;
    const effect = account.effectOn(resource);
    if (effect !== undefined && effect !== 'OTHER_SID' && 'refusal' in effect) {
      return send(response, effect.refusal === 'NOT_USABLE' ? NOT_ACTIVE : TEST_CREDENTIALS);
    }
    const fault = effect !== undefined && effect !== 'OTHER_SID' ? effect.fault : null;
    if (fault !== null && fault !== 'CUT' && fault !== 'GARBAGE' && fault !== 'SLOW') {
      return sendFaulty(response, NOTHING, fault, 0);
    }
    if (request.method === 'POST') {
      return this.create(response, url, account, resource, instance, new URLSearchParams(body), fault);
    }
    if (request.method !== 'GET') {
      return send(response, apiError(405, 20004, 'Method not allowed'));
    }
    const answer =
      effect === 'OTHER_SID' && resource === 'ACCOUNT'
        ? json(200, account.renderAsOther())
        : this.read(url, account, resource, instance);
    this.finish(response, answer, fault);
  }

  private authenticate(
    sid: string,
    authorization: string | undefined,
    resource: Resource,
  ): { readonly account: AccountState } | { readonly refused: Answer } {
    const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? [];
    if (encoded === undefined) return { refused: WRONG_TOKEN };
    const decoded = Buffer.from(encoded, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    if (decoded.startsWith('SK')) return this.authenticateKey(sid, decoded, resource);
    const user = this.simulation.find(decoded.slice(0, colon));
    if (user === undefined) return { refused: UNKNOWN_USER };
    if (decoded.slice(colon + 1) !== user.authToken) return { refused: WRONG_TOKEN };
    const account = this.simulation.find(sid);
    // A main account may act on its sub-accounts with its own token, never the other way round.
    const allowed = account !== undefined && (account === user || account.ownerSid === user.sid);
    return allowed ? { account } : { refused: WRONG_TOKEN };
  }

  private authenticateKey(
    sid: string,
    given: string,
    resource: Resource,
  ): { readonly account: AccountState } | { readonly refused: Answer } {
    const account = this.simulation.find(sid);
    const key = account?.apiKeys.find((each) => `${each.sid}:${each.secret}` === given);
    if (account === undefined || key === undefined) return { refused: WRONG_TOKEN };
    return (key.allowed ?? STANDARD).includes(resource) ? { account } : { refused: NOT_ALLOWED };
  }

  private read(url: URL, account: AccountState, resource: Resource, instance: string | undefined): Answer {
    if (resource === 'ACCOUNT') return json(200, account.render());
    if (account.status !== 'active') return NOT_ACTIVE;
    if (resource === 'NUMBERS') {
      if (instance !== undefined) {
        const number = account.numbers.find((each) => each.sid === instance);
        return number ? json(200, number.render()) : notFound(url.pathname);
      }
      return page(
        url.pathname,
        url.searchParams,
        'incoming_phone_numbers',
        account.numbers,
        account.everyNumber,
      );
    }
    const kind = kindOf(resource);
    if (instance !== undefined) {
      const sent = this.simulation.log.find(account.sid, kind, instance);
      return sent ? json(200, sent.render()) : notFound(url.pathname);
    }
    const all = this.simulation.log.list(account.sid, kind);
    const shown = all.filter((sent) => matches(sent, url.searchParams));
    return page(url.pathname, url.searchParams, kind === 'SMS' ? 'messages' : 'calls', shown, all);
  }

  private async create(
    response: ServerResponse,
    url: URL,
    account: AccountState,
    resource: Resource,
    instance: string | undefined,
    form: URLSearchParams,
    accountFault: Fault | null,
  ): Promise<void> {
    if ((resource !== 'MESSAGES' && resource !== 'CALLS') || instance !== undefined) {
      return send(response, notFound(url.pathname));
    }
    if (account.status !== 'active') return this.finish(response, NOT_ACTIVE, accountFault);
    const kind = kindOf(resource);
    const check = checkSend(account, kind, form);
    if ('refused' in check) return this.finish(response, check.refused, accountFault);
    const behaviour = behaviourOf(check.good.to);
    if (behaviour.refusal !== undefined)
      return this.finish(response, refusal(behaviour.refusal), accountFault);
    const strikes = behaviour.thenFine !== true || this.strikesNow(`${account.sid} ${kind} ${check.good.to}`);
    const fault = strikes ? (behaviour.fault ?? null) : null;
    if (fault !== null && behaviour.accepts !== true) return sendFaulty(response, NOTHING, fault, 0);

    const sent = new Sent(
      { kind, accountSid: account.sid, ...check.good, fault: fault ?? accountFault },
      this.simulation.settings.now(),
    );
    this.simulation.log.add(sent);
    const answer = json(201, sent.render());
    await this.simulation.lifecycle.start(sent, behaviour);
    this.finish(response, answer, fault ?? accountFault);
  }

  /** True if this is one of the two of every three requests that a passing fault strikes. */
  private strikesNow(key: string): boolean {
    const turn = this.throttled.get(key) ?? 0;
    this.throttled.set(key, (turn + 1) % 3);
    return turn < 2;
  }

  private finish(response: ServerResponse, answer: Answer, fault: Fault | null): void {
    if (fault === null) send(response, answer);
    else sendFaulty(response, answer, fault, this.simulation.settings.slowAnswerMs);
  }
}

const WRONG_TOKEN = apiError(401, 20003, 'Authenticate');
const STANDARD: readonly Resource[] = ['NUMBERS', 'MESSAGES', 'CALLS'];
const NOT_ALLOWED = apiError(401, 70051, 'Authorization Failed');
const UNKNOWN_USER = apiError(401, 20003, 'Authentication Error - invalid username');
const NOT_ACTIVE = apiError(403, 20005, 'Account not active');
const TEST_CREDENTIALS = apiError(403, 20008, 'Resource not accessible with Test Account Credentials');
const NOTHING: Answer = { status: 204, contentType: 'text/plain', body: '' };

function kindOf(resource: Resource): Channel {
  return resource === 'CALLS' ? 'VOICE' : 'SMS';
}

function matches(sent: Sent, query: URLSearchParams): boolean {
  const to = query.get('To');
  const from = query.get('From');
  const status = query.get('Status');
  return (
    (to === null || to === sent.request.to) &&
    (from === null || from === sent.from) &&
    (status === null || status === sent.status) &&
    matchesTime(
      sent.startedAt ?? sent.createdAt,
      query,
      sent.request.kind === 'SMS' ? 'DateSent' : 'StartTime',
    )
  );
}
