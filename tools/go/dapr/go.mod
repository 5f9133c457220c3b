module mercato/tools/dapr

go 1.26.0

require github.com/dapr/cli v1.16.5

// The version the command line asks for cannot be downloaded from the module proxy.
replace github.com/dapr/components-contrib v1.16.3 => github.com/dapr/components-contrib v1.16.5
