import { buildPackage } from './build-package.ts';

/** `npm run build`: builds the package into `dist/`. `npm pack` and `npm publish` do so by themselves. */
buildPackage();
