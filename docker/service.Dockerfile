# syntax=docker/dockerfile:1
# Every service's image: SERVICE says whose. `docker buildx bake` builds them all; `npm run images` does without a daemon.
ARG BUILD=docker.io/library/node:24-trixie-slim@sha256:c319bb4fac67c01ced508b67193a0397e02d37555d8f9b72958649efd302b7f8
ARG RUNTIME=gcr.io/distroless/cc-debian13:nonroot@sha256:54df941ed0d06a1bd95ef5e0ce391fd8d9f94b64782dc9a60062727849ee3f97

FROM ${BUILD} AS stage
WORKDIR /src
# Packages first: they change less often than code.
COPY --parents package.json package-lock.json .npmrc */package.json packages/*/package.json services/*/package.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# With the Node of the lockfile, which is also the one that the images get.
RUN node_modules/node-linux-*/bin/node tools/image/main.ts /out

# The same for all services, so a node of the cluster pulls it once. glibc and certificates, no shell.
FROM ${RUNTIME} AS shared
COPY --from=stage /out/node /
COPY --from=stage /out/shared /app

FROM shared
ARG SERVICE
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title=mercato/${SERVICE} \
      org.opencontainers.image.version=${VERSION} \
      org.opencontainers.image.revision=${REVISION} \
      org.opencontainers.image.licenses=Apache-2.0
COPY --from=stage /out/${SERVICE}/dependencies /app
COPY --from=stage /out/${SERVICE}/code /app
WORKDIR /app
ENV NODE_ENV=production NODE_OPTIONS="--max-semi-space-size=8 --max-old-space-size=512"
USER 65532:65532
# For Docker alone; Kubernetes has probes of its own. There is no shell, so Node asks.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["/usr/local/bin/node", "-e", "fetch(`http://127.0.0.1:${process.env.APP_PORT}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/usr/local/bin/node"]
CMD ["/app/main.mjs"]
