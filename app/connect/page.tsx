import { ConnectView } from '@/components/views/connect-view'

export default function ConnectPage() {
  return <ConnectView signedIn={null} demo />
}
