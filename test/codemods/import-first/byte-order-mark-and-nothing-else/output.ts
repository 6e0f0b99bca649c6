import './security/env';
