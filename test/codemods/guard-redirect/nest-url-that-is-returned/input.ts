import { Controller, Get, Query, Redirect } from '@nestjs/common';

@Controller()
export class GoController {
  @Get('go')
  @Redirect()
  go(@Query('to') to: string) {
    return { url: to };
  }
}
