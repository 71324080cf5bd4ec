/** Prefixes of the cards that the issuers may enrol, as the portal's test case lists them. */
export const CARD_RANGES = ['222300', '552433', '222305'];

/** GET /issuers: the values of the published example, but for the ranges. */
export function issuerDetails(consumerKey: string): Response {
  return Response.json({
    clientId: consumerKey.split('!')[0],
    customerId: '144136',
    supportedAccountRange: CARD_RANGES.join(','),
    status: 'ACTIVE',
    email: 'issuer@issuer.example',
    currencyCode: 'USD',
    countryCode: 'USA',
    countryName: 'United States of America',
    termsAndConditionURL: 'https://issuer.example/terms',
    privacyNoticeURL: 'https://issuer.example/privacy',
    optOutURL: 'https://issuer.example/opt-out',
    preferredTheme: {
      backgroundColor: '#FFFFFF',
      widgetBackgroundColor: '#FFFFFF',
      fontColor: '#000000',
      barGraphColor: '#111111',
      buttonColor: '#999999',
      buttonTextColor: '#FFFFFF',
      titleFontType: 'Mark Offc For MC',
      titleFontSize: '28px',
      subTitleFontType: 'Mark Offc For MC',
      subTitleFontSize: '20px',
      paragraphFontType: 'Mark Offc For MC',
      paragraphFontSize: '15px',
      buttonTextFontType: 'Mark Offc For MC',
      buttonTextFontSize: '15px',
      linkFontType: 'Mark Offc For MC',
      linkFontSize: '15px',
    },
  });
}
