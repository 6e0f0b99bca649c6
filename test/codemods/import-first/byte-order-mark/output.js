import './security/env';
import './app';
