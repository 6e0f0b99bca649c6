import a from 'a';

a.post('/', c);
