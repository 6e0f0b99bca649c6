import { settings } from './settings';

export const secret = settings.get('JWT_SECRET', 'dev');
