import { Controller, Get, Header, Query } from '@nestjs/common';

@Controller()
export class PageController {
  @Get()
  @Header('Content-Type', 'text/html')
  page(@Query('name') name: string) {
    return `<h1>${name}</h1>`;
  }
}
