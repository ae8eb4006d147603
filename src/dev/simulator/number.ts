import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { JsonObject } from '../../kernel/json.ts';
import type { Listed } from './paging.ts';
import { timestamp } from './timestamp.ts';

export const numberSpec = z
  .object({
    phoneNumber: z.string(),
    name: z.string(),
    sms: z.boolean().nullable(),
    voice: z.boolean().nullable(),
    capabilities: z.null(),
  })
  .partial();

/** A number to be made. What is left out is true, or made up; `capabilities: null` is a number without any statement. */
export type NumberSpec = Readonly<z.infer<typeof numberSpec>>;

/** A phone number of a simulated account. */
export class SimulatedNumber implements Listed {
  readonly sid: string;
  readonly accountSid: string;
  readonly phoneNumber: string;
  readonly name: string;
  readonly createdAt: Date;
  capabilities: { sms: boolean | null; voice: boolean | null } | null;
  released = false;

  constructor(accountSid: string, phoneNumber: string, spec: NumberSpec, createdAt: Date) {
    this.sid = `PN${createHash('md5').update(`${accountSid} ${phoneNumber}`).digest('hex')}`;
    this.accountSid = accountSid;
    this.phoneNumber = phoneNumber;
    this.name = spec.name ?? phoneNumber.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
    this.createdAt = createdAt;
    const { sms = true, voice = true } = spec;
    this.capabilities = spec.capabilities === null ? null : { sms, voice };
  }

  render(): JsonObject {
    const uri = `/2010-04-01/Accounts/${this.accountSid}/IncomingPhoneNumbers/${this.sid}`;
    return {
      account_sid: this.accountSid,
      address_requirements: 'none',
      address_sid: null,
      api_version: '2010-04-01',
      beta: false,
      bundle_sid: null,
      capabilities: this.capabilities && {
        fax: false,
        mms: this.capabilities.sms,
        sms: this.capabilities.sms,
        voice: this.capabilities.voice,
      },
      date_created: timestamp(this.createdAt),
      date_updated: timestamp(this.createdAt),
      emergency_address_sid: null,
      emergency_address_status: 'unregistered',
      emergency_status: 'Inactive',
      friendly_name: this.name,
      identity_sid: null,
      origin: 'twilio',
      phone_number: this.phoneNumber,
      sid: this.sid,
      sms_application_sid: '',
      sms_fallback_method: 'POST',
      sms_fallback_url: '',
      sms_method: 'POST',
      sms_url: '',
      status: 'in-use',
      status_callback: '',
      status_callback_method: 'POST',
      subresource_uris: { assigned_add_ons: `${uri}/AssignedAddOns.json` },
      trunk_sid: null,
      type: 'local',
      uri: `${uri}.json`,
      voice_application_sid: null,
      voice_caller_id_lookup: false,
      voice_fallback_method: 'POST',
      voice_fallback_url: '',
      voice_method: 'POST',
      voice_receive_mode: 'voice',
      voice_url: '',
    };
  }
}
