package main

import (
	"context"

	"go.opencensus.io/stats/view"

	"github.com/dapr/dapr/cmd/daprd/options"
	"github.com/dapr/dapr/pkg/components/bindings"
	"github.com/dapr/dapr/pkg/components/configuration"
	"github.com/dapr/dapr/pkg/components/conversation"
	"github.com/dapr/dapr/pkg/components/crypto"
	"github.com/dapr/dapr/pkg/components/lock"
	httpmiddleware "github.com/dapr/dapr/pkg/components/middleware/http"
	"github.com/dapr/dapr/pkg/components/nameresolution"
	"github.com/dapr/dapr/pkg/components/pubsub"
	"github.com/dapr/dapr/pkg/components/secretstores"
	"github.com/dapr/dapr/pkg/components/state"
	"github.com/dapr/dapr/pkg/healthz"
	"github.com/dapr/dapr/pkg/metrics"
	"github.com/dapr/dapr/pkg/modes"
	"github.com/dapr/dapr/pkg/runtime"
	"github.com/dapr/dapr/pkg/runtime/registry"
	"github.com/dapr/dapr/pkg/security"
	"github.com/dapr/kit/concurrency"
)

func run(ctx context.Context, o *options.Options) error {
	health := healthz.New()
	provider, err := security.New(ctx, security.Options{
		SentryAddress:           o.SentryAddress,
		ControlPlaneTrustDomain: o.ControlPlaneTrustDomain,
		ControlPlaneNamespace:   o.ControlPlaneNamespace,
		TrustAnchors:            o.TrustAnchors,
		AppID:                   o.AppID,
		MTLSEnabled:             o.EnableMTLS,
		Mode:                    modes.DaprMode(o.Mode),
		Healthz:                 health,
		JwtAudiences:            o.SentryRequestJwtAudiences,
	})
	if err != nil {
		return err
	}
	return concurrency.NewRunnerManager(provider.Run, func(ctx context.Context) error {
		handler, err := provider.Handler(ctx)
		if err != nil {
			return err
		}
		rt, err := runtime.FromConfig(ctx, config(o, health, handler))
		if err != nil {
			return err
		}
		return rt.Run(ctx)
	}).Run(ctx)
}

func components() *registry.Options {
	return registry.NewOptions().
		WithStateStores(state.DefaultRegistry).
		WithPubSubs(pubsub.DefaultRegistry).
		WithSecretStores(secretstores.DefaultRegistry).
		WithNameResolutions(nameresolution.DefaultRegistry).
		WithHTTPMiddlewares(httpmiddleware.DefaultRegistry).
		WithBindings(bindings.DefaultRegistry).
		WithConversations(conversation.DefaultRegistry).
		WithConfigurations(configuration.DefaultRegistry).
		WithLocks(lock.DefaultRegistry).
		WithCryptoProviders(crypto.DefaultRegistry)
}

func config(o *options.Options, health healthz.Healthz, handler security.Handler) *runtime.Config {
	return &runtime.Config{
		AppID: o.AppID, Mode: o.Mode, Config: o.Config, ResourcesPath: o.ResourcesPath, ComponentsPath: o.ComponentsPath,
		ApplicationPort: o.AppPort, AppProtocol: o.AppProtocol, AppChannelAddress: o.AppChannelAddress, AppSSL: o.AppSSL,
		AppMaxConcurrency: o.AppMaxConcurrency, EnableAppHealthCheck: o.EnableAppHealthCheck, AppHealthCheckPath: o.AppHealthCheckPath,
		AppHealthProbeInterval: o.AppHealthProbeInterval, AppHealthProbeTimeout: o.AppHealthProbeTimeout, AppHealthThreshold: o.AppHealthThreshold,
		DaprHTTPPort: o.DaprHTTPPort, DaprAPIGRPCPort: o.DaprAPIGRPCPort, DaprAPIListenAddresses: o.DaprAPIListenAddresses,
		DaprInternalGRPCPort: o.DaprInternalGRPCPort, DaprInternalGRPCListenAddress: o.DaprInternalGRPCListenAddress,
		DaprPublicPort: o.DaprPublicPort, DaprPublicListenAddress: o.DaprPublicListenAddress, UnixDomainSocket: o.UnixDomainSocket,
		EnableMTLS: o.EnableMTLS, SentryAddress: o.SentryAddress, ControlPlaneAddress: o.ControlPlaneAddress,
		ActorsService: o.ActorsService, ActorsDisseminationTimeout: o.ActorsDisseminationTimeout, RemindersService: o.RemindersService,
		SchedulerAddress: o.SchedulerAddress, SchedulerStreams: o.SchedulerJobStreams,
		MaxRequestSize: o.MaxRequestSize, ReadBufferSize: o.ReadBufferSize, AllowedOrigins: o.AllowedOrigins, EnableAPILogging: o.EnableAPILogging,
		DaprGracefulShutdownSeconds: o.DaprGracefulShutdownSeconds, DaprBlockShutdownDuration: o.DaprBlockShutdownDuration,
		EnableProfiling: o.EnableProfiling, ProfilePort: o.ProfilePort, DisableInitEndpoints: o.DisableInitEndpoints,
		DisableBuiltinK8sSecretStore: o.DisableBuiltinK8sSecretStore, HotReloadReconcileInterval: o.HotReloadReconcileInterval,
		Metrics: metrics.Options{
			Enabled: o.Metrics.Enabled(), Port: o.Metrics.Port(), ListenAddress: o.Metrics.ListenAddress(),
			Log: log, Namespace: metrics.DefaultMetricNamespace, Healthz: health, Meter: view.NewMeter(),
		},
		Registry: components(), Security: handler, Healthz: health,
	}
}
