import { test } from '@playwright/test';
import { FAULTS } from './mastercard-sql/faults.ts';
import { removeIssuerKeys } from './mastercard-sql/issuer-keys.ts';
import { LEGAL } from './mastercard-sql/legal.ts';
import { mastercardOverSql } from './mastercard-sql/server.ts';
import { testSecond } from './table.ts';

test.afterAll(removeIssuerKeys);

// Hundreds of users take longer than all the others together.
testSecond(
  { vendor: 'mastercard', start: mastercardOverSql, omitted: /five-hundred-users|fifty-one-users/ },
  FAULTS,
  LEGAL,
);
