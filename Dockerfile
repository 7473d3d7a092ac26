# The runtime as an image. The base needs a shell, ls, mkdir and chown, glibc 2.28 or newer and libstdc++; no Node.js.
#
#   npm run artifact
#   docker build --build-arg BASE_IMAGE=debian@sha256:... --tag app-proxy .
#   docker run --read-only --tmpfs /run/app-proxy:uid=65532 app-proxy --help
ARG BASE_IMAGE=debian:bookworm-slim
FROM $BASE_IMAGE
COPY dist/artifact/app-proxy-linux-x64 /usr/local/bin/app-proxy
# Its mode is set where it was lost on the way alone: chmod puts a second copy into the image.
RUN case $(ls -l /usr/local/bin/app-proxy) in -rwxr-xr-x*) ;; *) chmod 0755 /usr/local/bin/app-proxy ;; esac && mkdir -p /ca /config /enrol /run/app-proxy /state && chown 65532:65532 /ca /config /enrol /run/app-proxy /state
USER 65532:65532
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s CMD ["/usr/local/bin/app-proxy", "health"]
ENTRYPOINT ["/usr/local/bin/app-proxy"]
CMD ["--help"]
