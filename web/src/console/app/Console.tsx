import { lazy, Suspense } from 'react';
import { Route, Router, Switch } from 'wouter';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import { OverviewPage } from '../overview/OverviewPage.tsx';
import { useText } from '../text/index.ts';
import { Head } from '../ui/Head.tsx';
import { Frame } from './Frame.tsx';
import { Gate } from './Gate.tsx';

const MapPage = lazy(() => import('../map/MapPage.tsx').then(({ MapPage: page }) => ({ default: page })));
const OrdersPage = lazy(() => import('../orders/OrdersPage.tsx').then(({ OrdersPage: page }) => ({ default: page })));
const OrderPage = lazy(() => import('../orders/OrderPage.tsx').then(({ OrderPage: page }) => ({ default: page })));
const ParkedPage = lazy(() => import('../orders/ParkedPage.tsx').then(({ ParkedPage: page }) => ({ default: page })));
const LettersPage = lazy(() =>
  import('../letters/LettersPage.tsx').then(({ LettersPage: page }) => ({ default: page })),
);
const QueuePage = lazy(() => import('../letters/QueuePage.tsx').then(({ QueuePage: page }) => ({ default: page })));
const CataloguePage = lazy(() =>
  import('../catalogue/CataloguePage.tsx').then(({ CataloguePage: page }) => ({ default: page })),
);
const NewProductPage = lazy(() =>
  import('../catalogue/NewProductPage.tsx').then(({ NewProductPage: page }) => ({ default: page })),
);
const ImportPage = lazy(() =>
  import('../catalogue/ImportPage.tsx').then(({ ImportPage: page }) => ({ default: page })),
);
const ProductPage = lazy(() =>
  import('../catalogue/ProductPage.tsx').then(({ ProductPage: page }) => ({ default: page })),
);
const MailPage = lazy(() => import('../mail/MailPage.tsx').then(({ MailPage: page }) => ({ default: page })));
const ChecksPage = lazy(() => import('../checks/ChecksPage.tsx').then(({ ChecksPage: page }) => ({ default: page })));
const ChaosPage = lazy(() => import('../chaos/ChaosPage.tsx').then(({ ChaosPage: page }) => ({ default: page })));

const NotFound = () => {
  const text = useText();
  usePageTitle(text('notFound'));
  return <Head title={text('notFound')}>{text('notFoundWhy')}</Head>;
};

const Pages = () => (
  <Switch>
    <Route path="/" component={OverviewPage} />
    <Route path="/map" component={MapPage} />
    <Route path="/orders" component={OrdersPage} />
    <Route path="/orders/:id">{({ id }) => <OrderPage key={id} id={id} />}</Route>
    <Route path="/parked" component={ParkedPage} />
    <Route path="/letters" component={LettersPage} />
    <Route path="/letters/:queue">{({ queue }) => <QueuePage key={queue} queue={queue} />}</Route>
    <Route path="/catalogue" component={CataloguePage} />
    <Route path="/catalogue/new" component={NewProductPage} />
    <Route path="/catalogue/import" component={ImportPage} />
    <Route path="/catalogue/:id">{({ id }) => <ProductPage key={id} id={id} />}</Route>
    <Route path="/mail" component={MailPage} />
    <Route path="/checks" component={ChecksPage} />
    <Route path="/chaos" component={ChaosPage} />
    <Route component={NotFound} />
  </Switch>
);

export const Console = () => {
  const text = useText();
  return (
    <Router base="/console">
      <Gate>
        <Frame>
          <Suspense fallback={<p className="quiet">{text('loading')}</p>}>
            <Pages />
          </Suspense>
        </Frame>
      </Gate>
    </Router>
  );
};
