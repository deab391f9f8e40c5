# Sluice with a Java runtime and nothing else. The settings come from the environment (docs/configuration.md):
#   docker build -t sluice .
#   docker run -p 6380:6380 -p 6391:6391 -v sluice-state:/var/lib/sluice \
#       -e SLUICE_SOURCE_URI=redis://a:6379 -e SLUICE_TARGET_URI=redis://b:6379 sluice
# The control and HTTP ports listen on the container's loopback until SLUICE_CONTROL_HOST and SLUICE_HTTP_HOST say otherwise,
# and then demand a password; `docker exec NAME sluice status` needs neither.

FROM debian:bookworm-slim AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates openjdk-17-jdk-headless maven \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# The checks of the build ran before anyone built an image: only compile and package.
RUN mvn -B -q -Dfast -Dmaven.test.skip=true package -pl app -am

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates openjdk-17-jre-headless wget \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /home/sluice --create-home --shell /usr/sbin/nologin sluice \
    && install -d -o sluice -g sluice -m 700 /var/lib/sluice
COPY --from=build /src/sluice /opt/sluice/
COPY --from=build /src/target/sluice.jar /opt/sluice/target/
# The servers that `sluice demo` brings along.
COPY --from=build /src/target/servers/*.jar /opt/sluice/target/servers/
# The archive of classes that makes starts short; it holds for this jar and this Java only.
RUN /opt/sluice/sluice prepare
ENV SLUICE_STATE_DIR=/var/lib/sluice PATH=/opt/sluice:$PATH
USER sluice
WORKDIR /var/lib/sluice
VOLUME /var/lib/sluice
# clients, control, HTTP, replication
EXPOSE 6380 6390 9390 6391
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s \
    CMD wget -q -O /dev/null "http://127.0.0.1:${SLUICE_HTTP_PORT:-9390}/health/live"
ENTRYPOINT ["sluice"]
CMD ["run"]
