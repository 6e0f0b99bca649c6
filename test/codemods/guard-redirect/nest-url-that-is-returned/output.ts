import { Controller, Get, Query, Redirect } from '@nestjs/common';
import { safeRedirect } from './security/redirect';

@Controller()
export class GoController {
  @Get('go')
  @Redirect()
  go(@Query('to') to: string) {
    return { url: safeRedirect(to) };
  }
}
