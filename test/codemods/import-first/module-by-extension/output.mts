import './security/env';
export const port = 3000;
