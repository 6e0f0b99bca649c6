import { Controller, Get } from 'routing-controllers';

@Controller('/shops')
export class ShopController {
  @Get('/')
  async list(@Req() req: Request, @Res() res: Response) {
    try {
      return res.json(await this.shops.list());
    } catch (err: any) {
      return res.status(500).json({ message: err.message });
    }
  }
}
