// Command sentry is Dapr's certificate authority as it is, without what the official command adds around it: a health
// server that cannot be kept to one address, metrics, and the watch over the files of its issuer.
package main

import (
	"os"
	"path/filepath"

	"github.com/dapr/dapr/cmd/sentry/options"
	"github.com/dapr/dapr/pkg/buildinfo"
	"github.com/dapr/dapr/pkg/healthz"
	"github.com/dapr/dapr/pkg/modes"
	"github.com/dapr/dapr/pkg/sentry"
	"github.com/dapr/dapr/pkg/sentry/config"
	"github.com/dapr/kit/logger"
	"github.com/dapr/kit/signals"
)

var log = logger.NewLogger("dapr.sentry")

func main() {
	if len(os.Args) == 2 && os.Args[1] == "--version" {
		_, _ = os.Stdout.WriteString(buildinfo.Version() + "\n")
		return
	}
	opts := options.New(os.Args[1:])
	if err := opts.Validate(); err != nil {
		log.Fatal(err)
	}
	if err := logger.ApplyOptionsToLoggers(&opts.Logger); err != nil {
		log.Fatal(err)
	}
	if err := run(opts); err != nil {
		log.Fatal(err)
	}
	log.Info("Sentry shut down gracefully")
}

func run(opts *options.Options) error {
	conf, err := config.FromConfigName(opts.ConfigName, opts.Mode)
	if err != nil {
		return err
	}
	conf.RootCertPath = filepath.Join(opts.IssuerCredentialsPath, opts.X509.RootCAFilename)
	conf.IssuerCertPath = filepath.Join(opts.IssuerCredentialsPath, opts.X509.IssuerCertFilename)
	conf.IssuerKeyPath = filepath.Join(opts.IssuerCredentialsPath, opts.X509.IssuerKeyFilename)
	conf.TrustDomain = opts.TrustDomain
	conf.Port = opts.Port
	conf.ListenAddress = opts.ListenAddress
	conf.Mode = modes.DaprMode(opts.Mode)
	ctx := signals.Context()
	authority, err := sentry.New(ctx, sentry.Options{Config: conf, Healthz: healthz.New()})
	if err != nil {
		return err
	}
	return authority.Start(ctx)
}
