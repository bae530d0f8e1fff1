/** A wireless network as phones read it from a QR code. */
export interface Wifi {
  readonly wifiName: string;
  readonly wifiSecurity: 'WPA' | 'nopass';
  readonly wifiPassword: string;
  readonly wifiHidden: boolean;
}

/** Backslash, semicolon, comma, colon and quote have a meaning of their own in the text and are escaped. */
function escaped(text: string): string {
  return text.replace(/[\\;,:"]/g, (sign) => `\\${sign}`);
}

/**
 * The text of a Wi-Fi QR code (`WIFI:T:…;S:…;P:…;;`), in the order T, S, P, H that most phones read; undefined where no network
 * is offered.
 */
export function wifiText(wifi: Wifi): string | undefined {
  if (wifi.wifiName === '') {
    return undefined;
  }
  const secret = wifi.wifiSecurity === 'nopass' ? '' : `P:${escaped(wifi.wifiPassword)};`;
  const hidden = wifi.wifiHidden ? 'H:true;' : '';
  return `WIFI:T:${wifi.wifiSecurity};S:${escaped(wifi.wifiName)};${secret}${hidden};`;
}
