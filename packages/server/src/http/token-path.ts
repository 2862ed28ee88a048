/** Where tokens are asked for. management-api.md 6 */
export const tokenPath = '/oauth/token';
