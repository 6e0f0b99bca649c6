import type { Node } from '@babel/types';
import { writtenName } from '../../../codemods/lib/flow/made-of';
import type { Rule } from '../../types';
import { argumentsAt, type Call, type Sink, sinkVisitor } from './sink';

/** Calls that make a program of the text of a template. */
const COMPILES =
  /^(ejs|pug|jade|swig|swig-templates|handlebars|nunjucks|lodash|underscore|dot|eta|twig|art-template|squirrelly|velocityjs|whiskers)#(compile|render|renderString|renderStringAsync|precompile|template|twig)$|^(lodash\.template|nunjucks#(Environment|configure)\(\)#renderString|handlebars#create\(\)#compile|eta#Eta\(\)#renderString(Async)?)$/;

export const templateRules: Rule[] = [
  {
    id: 'injection/template',
    severity: 'critical',
    cwe: 'CWE-1336',
    owasp: 'A05:2025 Injection',
    summary: 'Text that a client sends becomes a template, or the settings of one: templates are code.',
    fixed: 'never',
    keywords: ['ejs', 'pug', 'jade', 'swig', 'handlebars', 'nunjucks', '.template(', 'doT', 'twig', '.render('],
    ofRequests: true,
    create: (context) => {
      const { flow } = context;
      return sinkVisitor(context, (call, name) => {
        if (name !== null && COMPILES.test(name)) return argumentsAt(call, [0]).map((value) => compiled(value, call));
        const locals = writtenName(call) === 'render' ? call.arguments[1] : undefined;
        const read = locals && flow.read(locals as Node);
        return read && read.path.length === 0 && /^(body|query)$/.test(read.part)
          ? [asLocals(locals as Node, call)]
          : [];
      });
    },
  },
];

const compiled = (value: Node, call: Call): Sink => ({
  value,
  call,
  says: (from) => `A template is made of text from ${from}: templates are code.`,
  snippet: "render('page', { name: value }) // a template of the app's own; what the client sent is data",
});

/** Engines take options from the same object: EJS runs `settings['view options'].outputFunctionName`. */
const asLocals = (value: Node, call: Call): Sink => ({
  value,
  call,
  says: (from) => `All of ${from} is handed to a template, whose engine reads its options there, too.`,
  severity: 'high',
  snippet: "res.render('page', { name: req.body.name }) // only the fields that the page shows",
});
