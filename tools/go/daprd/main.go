// Command daprd is the official Dapr runtime with only the components Mercato uses, so that it builds in minutes
// on a machine that cannot download the release. Production runs the official image.
package main

import (
	"context"
	"os"

	contribbindings "github.com/dapr/components-contrib/bindings"
	"github.com/dapr/components-contrib/bindings/aws/s3"
	"github.com/dapr/components-contrib/bindings/aws/sqs"
	"github.com/dapr/components-contrib/bindings/cron"
	httpbinding "github.com/dapr/components-contrib/bindings/http"
	"github.com/dapr/components-contrib/bindings/localstorage"
	"github.com/dapr/components-contrib/conversation/aws/bedrock"
	"github.com/dapr/components-contrib/conversation/echo"
	"github.com/dapr/components-contrib/conversation/openai"
	contribmiddleware "github.com/dapr/components-contrib/middleware"
	"github.com/dapr/components-contrib/middleware/http/ratelimit"
	"github.com/dapr/components-contrib/nameresolution/kubernetes"
	"github.com/dapr/components-contrib/nameresolution/mdns"
	sqlitenames "github.com/dapr/components-contrib/nameresolution/sqlite"
	"github.com/dapr/components-contrib/pubsub/aws/snssqs"
	memorypubsub "github.com/dapr/components-contrib/pubsub/in-memory"
	"github.com/dapr/components-contrib/secretstores/aws/secretmanager"
	"github.com/dapr/components-contrib/secretstores/local/env"
	"github.com/dapr/components-contrib/secretstores/local/file"
	"github.com/dapr/components-contrib/state/aws/dynamodb"
	memorystate "github.com/dapr/components-contrib/state/in-memory"
	"github.com/dapr/components-contrib/state/sqlite"
	"github.com/dapr/dapr/cmd/daprd/options"
	"github.com/dapr/dapr/pkg/buildinfo"
	"github.com/dapr/dapr/pkg/components/bindings"
	"github.com/dapr/dapr/pkg/components/conversation"
	httpmiddleware "github.com/dapr/dapr/pkg/components/middleware/http"
	"github.com/dapr/dapr/pkg/components/nameresolution"
	"github.com/dapr/dapr/pkg/components/pubsub"
	"github.com/dapr/dapr/pkg/components/secretstores"
	"github.com/dapr/dapr/pkg/components/state"
	"github.com/dapr/dapr/pkg/middleware"
	"github.com/dapr/kit/logger"
	"github.com/dapr/kit/signals"
)

var (
	log        = logger.NewLogger("dapr.runtime")
	logContrib = logger.NewLogger("dapr.contrib")
)

func main() {
	opts, err := options.New(os.Args[1:])
	if err != nil {
		log.Fatal(err)
	}
	if opts.RuntimeVersion {
		_, _ = os.Stdout.WriteString(buildinfo.Version() + "\n")
		return
	}
	opts.Logger.SetAppID(opts.AppID)
	if err := logger.ApplyOptionsToLoggers(&opts.Logger); err != nil {
		log.Fatal(err)
	}
	setLoggers()
	registerData()
	registerEdges()
	log.Infof("Starting Dapr Runtime -- version %s", buildinfo.Version())
	if err := run(signals.Context(), opts); err != nil {
		log.Fatalf("Fatal error from runtime: %s", err)
	}
	log.Info("Daprd shutdown gracefully")
}

// Components log through their registry and some of them panic without a logger.
func setLoggers() {
	state.DefaultRegistry.Logger = logContrib
	pubsub.DefaultRegistry.Logger = logContrib
	secretstores.DefaultRegistry.Logger = logContrib
	nameresolution.DefaultRegistry.Logger = logContrib
	bindings.DefaultRegistry.Logger = logContrib
	conversation.DefaultRegistry.Logger = logContrib
	httpmiddleware.DefaultRegistry.Logger = log
}

func registerData() {
	state.DefaultRegistry.RegisterComponent(dynamodb.NewDynamoDBStateStore, "aws.dynamodb")
	state.DefaultRegistry.RegisterComponent(memorystate.NewInMemoryStateStore, "in-memory")
	state.DefaultRegistry.RegisterComponent(sqlite.NewSQLiteStateStore, "sqlite")
	pubsub.DefaultRegistry.RegisterComponent(snssqs.NewSnsSqs, "aws.snssqs")
	pubsub.DefaultRegistry.RegisterComponent(memorypubsub.New, "in-memory")
	secretstores.DefaultRegistry.RegisterComponent(secretmanager.NewSecretManager, "aws.secretmanager")
	secretstores.DefaultRegistry.RegisterComponent(file.NewLocalSecretStore, "local.file")
	secretstores.DefaultRegistry.RegisterComponent(env.NewEnvSecretStore, "local.env")
}

func registerEdges() {
	httpmiddleware.DefaultRegistry.RegisterComponent(rateLimit, "ratelimit")
	nameresolution.DefaultRegistry.RegisterComponent(mdns.NewResolver, "mdns")
	nameresolution.DefaultRegistry.RegisterComponent(sqlitenames.NewResolver, "sqlite")
	nameresolution.DefaultRegistry.RegisterComponent(kubernetes.NewResolver, "kubernetes")
	bindings.DefaultRegistry.RegisterInputBinding(cron.NewCron, "cron")
	bindings.DefaultRegistry.RegisterOutputBinding(httpbinding.NewHTTP, "http")
	bindings.DefaultRegistry.RegisterOutputBinding(s3.NewAWSS3, "aws.s3")
	bindings.DefaultRegistry.RegisterOutputBinding(func(l logger.Logger) contribbindings.OutputBinding { return sqs.NewAWSSQS(l) }, "aws.sqs")
	bindings.DefaultRegistry.RegisterOutputBinding(localstorage.NewLocalStorage, "localstorage")
	conversation.DefaultRegistry.RegisterComponent(echo.NewEcho, "echo")
	conversation.DefaultRegistry.RegisterComponent(openai.NewOpenAI, "openai")
	conversation.DefaultRegistry.RegisterComponent(bedrock.NewAWSBedrock, "aws.bedrock")
}

func rateLimit(log logger.Logger) httpmiddleware.FactoryMethod {
	return func(metadata contribmiddleware.Metadata) (middleware.HTTP, error) {
		return ratelimit.NewRateLimitMiddleware(log).GetHandler(context.Background(), metadata)
	}
}
