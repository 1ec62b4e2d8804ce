// Who signs in is known to the platform; who may do what is the product's own affair. Nobody is turned away here, because
// signed links, receipts, open data and health are for anyone. The platform itself sets WEBSITE_AUTH_ENABLED, and strips an
// identity header that comes from outside.

@description('Name of the app.')
param functionAppName string

@description('Client id of the Entra app registration that people sign in with.')
param signInClientId string

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: functionAppName

  resource authentication 'config' = {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: true }
      globalValidation: {
        requireAuthentication: false
        unauthenticatedClientAction: 'AllowAnonymous'
      }
      httpSettings: { requireHttps: true }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: signInClientId
            // Named in settings.bicep: our identity proves itself, so no client secret has to be kept and renewed.
            clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
            openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          }
          validation: {
            allowedAudiences: [signInClientId, 'api://${signInClientId}']
          }
        }
      }
      login: {
        // The header carries the claims; no one asks for a token.
        tokenStore: { enabled: false }
      }
    }
  }
}
