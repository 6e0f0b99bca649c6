import { secureApp as secureSecureApp, validate } from './security';
import a from 'a';

secureSecureApp(a);
a.post('/', validate(b), c);
