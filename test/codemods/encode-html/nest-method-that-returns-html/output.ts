import { Controller, Get, Header, Query } from '@nestjs/common';
import { escapeHtml } from './security/escape-html';

@Controller()
export class PageController {
  @Get()
  @Header('Content-Type', 'text/html')
  page(@Query('name') name: string) {
    return `<h1>${escapeHtml(name)}</h1>`;
  }
}
